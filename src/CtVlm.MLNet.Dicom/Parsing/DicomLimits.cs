namespace CtVlm.MLNet.Dicom;

/// <summary>Bounds on what a file or folder may ask of the reader. Every length in a file is also bounded by the bytes that exist.</summary>
public sealed record DicomLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static DicomLimits Default { get; } = new();

    /// <summary>How deep sequences may nest, 1 to 256.</summary>
    /// <value>32: enhanced CT uses four levels.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above 256.</exception>
    public int MaxSequenceDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 256);
            field = value;
        }
    } = 32;

    /// <summary>How many elements, items included, the header of one file may hold, 1 or more.</summary>
    /// <value>2,000,000: an enhanced CT of 10,000 frames holds about 500,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxElements { get; init => field = AtLeastOne(value); } = 2_000_000;

    /// <summary>How long the value of an element that the reader needs may be, bytes, 1 or more. Values it does not need are skipped unread.</summary>
    /// <value>1,048,576: the longest one needed is a lookup table of 131,072 bytes.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxValueBytes { get; init => field = AtLeastOne(value); } = 1 << 20;

    /// <summary>
    /// How many bytes a sequence of the data set may take, its nested sequences included, 1 or more. Sequences of defined length that the reader
    /// does not need are skipped unread.
    /// </summary>
    /// <value>268,435,456: the functional groups of 10,000 frames take about 20,000,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxSequenceBytes { get; init => field = AtLeastOne(value); } = 1 << 28;

    /// <summary>How many pixels one slice may have, 1 or more.</summary>
    /// <value>67,108,864: 8192 x 8192.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxSlicePixels { get; init => field = AtLeastOne(value); } = 1 << 26;

    /// <summary>How many frames one file may hold, 1 or more.</summary>
    /// <value>16,384: at 512 x 512, native Pixel Data can hold 8,192.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxFrames { get; init => field = AtLeastOne(value); } = 1 << 14;

    /// <summary>How many items of functional groups or directory records may be kept of one file: an item a frame and its groups, twice over.</summary>
    internal long MaxKeptItems => 16L * MaxFrames;

    /// <summary>How many fragments the encapsulated Pixel Data of one file may have, 1 or more.</summary>
    /// <value>1,048,576.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxFragments { get; init => field = AtLeastOne(value); } = 1 << 20;

    /// <summary>How many bytes a deflated data set may inflate to, 1 or more.</summary>
    /// <value>1,073,741,824.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxInflatedBytes { get; init => field = AtLeastOne(value); } = 1 << 30;

    /// <summary>How many bytes a volume may take when it is read whole, as <see cref="CtVolume.ReadAll"/> does, 4 a voxel, 1 or more. Slice by slice, any volume can be read.</summary>
    /// <value>8,589,934,364: the longest array of the runtime.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public long MaxVolumeBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 4L * Array.MaxLength;

    /// <summary>How many bytes a file in a zip archive may have once it is inflated, 1 or more.</summary>
    /// <value>1,073,741,824.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxArchiveEntryBytes { get; init => field = AtLeastOne(value); } = 1 << 30;

    /// <summary>How many bytes of a stream that cannot seek may be held in memory, 1 or more.</summary>
    /// <value>1,073,741,824.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxBufferedBytes { get; init => field = AtLeastOne(value); } = 1 << 30;

    /// <summary>How many files a folder tree or a zip archive may hold, 1 or more.</summary>
    /// <value>1,000,000.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxFiles { get; init => field = AtLeastOne(value); } = 1_000_000;

    /// <summary>How many levels of subfolders are searched, 1 or more.</summary>
    /// <value>64.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxFolderDepth { get; init => field = AtLeastOne(value); } = 64;

    private static int AtLeastOne(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return value;
    }
}
