namespace CtVlm.MLNet.Torch;

/// <summary>The plane of a picture that is cut out of an axial series.</summary>
public enum SlicePlane
{
    /// <summary>As acquired: volume[z, :, :]. For a series that is not axial, its own plane.</summary>
    Axial = 0,

    /// <summary>volume[:, y, :], head up.</summary>
    Coronal = 1,

    /// <summary>volume[:, :, x], head up.</summary>
    Sagittal = 2,
}
