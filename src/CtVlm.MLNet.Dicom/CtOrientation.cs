namespace CtVlm.MLNet.Dicom;

/// <summary>The plane in which the slices of a series lie.</summary>
public enum CtOrientation
{
    /// <summary>The slice normal runs along the body, within 20 degrees.</summary>
    Axial,

    /// <summary>The slice normal runs from front to back, within 20 degrees.</summary>
    Coronal,

    /// <summary>The slice normal runs from side to side, within 20 degrees.</summary>
    Sagittal,

    /// <summary>No body axis is within 20 degrees of the slice normal.</summary>
    Oblique,
}
