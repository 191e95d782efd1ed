namespace CtVlm.MLNet.Dicom;

/// <summary>What kind of irregularity was found, and how it was handled, while a series was read.</summary>
public enum CtWarningKind
{
    /// <summary>The distance between neighbouring slices is not constant, in a way that missing slices do not explain.</summary>
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

    /// <summary>Slices are missing: some steps are two or more times the usual one.</summary>
    MissingSlices,

    /// <summary>Slices are shifted in their plane off the straight line through the stack.</summary>
    InPlaneShift,

    /// <summary>Slices are thicker than their distance, so that neighbours overlap; usual in reconstructions.</summary>
    OverlappingSlices,

    /// <summary>Slices are thinner than their distance, so that tissue between them was not imaged.</summary>
    SliceGaps,

    /// <summary>The volume was resampled to an orthogonal, regular grid.</summary>
    Resampled,

    /// <summary>Text is in a character set that is unknown, or holds bytes that its set does not; hints were read from what could be decoded.</summary>
    UndecodableText,
}
