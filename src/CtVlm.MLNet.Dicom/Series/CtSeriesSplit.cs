namespace CtVlm.MLNet.Dicom;

/// <summary>In what a volume differs from the other volumes that share its series or its folder: why they are not one.</summary>
[Flags]
public enum CtSeriesSplit
{
    /// <summary>The volume is the whole of its series, and alone in its folder.</summary>
    None = 0,

    /// <summary>Series Instance UID (0020,000E): another series lies in the same folder.</summary>
    SeriesInstanceUid = 1,

    /// <summary>Image Orientation (Patient) (0020,0037).</summary>
    Orientation = 2,

    /// <summary>Rows (0028,0010) and Columns (0028,0011).</summary>
    Size = 4,

    /// <summary>Pixel Spacing (0028,0030).</summary>
    PixelSpacing = 8,

    /// <summary>Acquisition Number (0020,0012): slices of several acquisitions lie at the same places.</summary>
    Acquisition = 16,

    /// <summary>Temporal Position Identifier (0020,0100) or Index (0020,9128): phases lie at the same places.</summary>
    Phase = 32,

    /// <summary>Image Type (0008,0008): kinds of image lie at the same places.</summary>
    ImageType = 64,

    /// <summary>Convolution Kernel (0018,1210): reconstructions lie at the same places.</summary>
    ConvolutionKernel = 128,
}
