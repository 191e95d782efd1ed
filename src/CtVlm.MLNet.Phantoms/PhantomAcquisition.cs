namespace CtVlm.MLNet.Phantoms;

/// <summary>How the synthetic scanner is set.</summary>
public enum PhantomAcquisition
{
    /// <summary>Noise 8 to 18 HU, field of view 1.04 to 1.20 body widths, slices that cover the abdomen from pelvis to liver dome.</summary>
    Standard,

    /// <summary>A harder, different setting for testing: noise 14 to 26 HU, wider ranges of sharpness and field of view, other slice steps.</summary>
    Shifted,
}
