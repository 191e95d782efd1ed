namespace CtVlm.MLNet.Dicom;

/// <summary>What kind of irregularity was found, and how it was handled, while a series was read.</summary>
public enum CtWarningKind
{
    /// <summary>The distance between neighbouring slices is not constant, or slices are missing.</summary>
    IrregularSpacing,

    /// <summary>Two files hold the same slice; one of them was used.</summary>
    DuplicateSlice,

    /// <summary>The gantry was tilted: the affine is sheared.</summary>
    GantryTilt,

    /// <summary>Rescale Slope and Intercept are absent, so the values may not be Hounsfield units.</summary>
    MissingRescale,

    /// <summary>Rescale Type names a unit other than HU.</summary>
    RescaleTypeNotHu,

    /// <summary>Pixel Data is longer than the image needs; the rest was ignored.</summary>
    PixelDataTooLong,

    /// <summary>Image Position (Patient) is absent; slices were ordered by another element.</summary>
    MissingPosition,

    /// <summary>A file of the series was left out.</summary>
    SkippedFile,

    /// <summary>The series holds a single slice; the slice step is Slice Thickness.</summary>
    SingleSlice,

    /// <summary>The file departs from the standard in a way that was understood.</summary>
    NonConformant,
}
