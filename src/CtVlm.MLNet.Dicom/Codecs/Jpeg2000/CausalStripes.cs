namespace CtVlm.MLNet.Dicom;

/// <summary>Stripes do not look at the stripe below them.</summary>
/// <remarks><b>Source:</b> ITU-T T.800 D.7.</remarks>
internal readonly struct CausalStripes : IStripeRule
{
    public static bool IsCausal => true;
}
