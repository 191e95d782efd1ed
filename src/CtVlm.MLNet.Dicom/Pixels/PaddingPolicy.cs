namespace CtVlm.MLNet.Dicom;

/// <summary>What becomes of voxels that Pixel Padding Value marks as outside the scanned field.</summary>
/// <remarks><b>Source:</b> DICOM PS3.3 C.7.5.1.1.2.</remarks>
public enum PaddingPolicy
{
    /// <summary>They keep their rescaled value, often near -3000 HU.</summary>
    Keep,

    /// <summary>They take the smallest value of the other voxels of the volume. The first slice read makes one pass over the volume.</summary>
    ReplaceWithMinimum,
}
