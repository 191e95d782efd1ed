namespace CtVlm.MLNet.Dicom;

/// <summary>A CT series as Hounsfield units, volume[z, y, x]. Slices are decoded when they are read, not when the volume is opened.</summary>
/// <remarks>
/// Reading is safe from several threads at once. Whoever opened the volume disposes it; it holds no open file between reads.
/// HU = stored value x Rescale Slope + Rescale Intercept in double, kept as float. <b>Source:</b> DICOM PS3.3 C.11.1.1.2.
/// </remarks>
public sealed partial class CtVolume : IDisposable
{
    private readonly ICtSliceSource _source;
    private int _disposed;

    internal CtVolume(ICtSliceSource source, CtGeometry geometry, int rows, int columns, CtSeriesDescription series)
    {
        _source = source;
        Geometry = geometry;
        Rows = rows;
        Columns = columns;
        Series = series;
    }

    /// <summary>Number of slices, Z.</summary>
    public int SliceCount => Geometry.SlicePositionsMm.Count;

    /// <summary>Number of rows of a slice, Y.</summary>
    public int Rows { get; }

    /// <summary>Number of columns of a slice, X.</summary>
    public int Columns { get; }

    /// <summary>Where the voxels lie in the patient.</summary>
    public CtGeometry Geometry { get; }

    /// <summary>What the headers say of the series; never holds patient identity.</summary>
    public CtSeriesDescription Series { get; }

    /// <summary>The fingerprint of the content; volumes of the same content may share it, so that it is computed once.</summary>
    internal ContentFingerprint Fingerprint { get; set; } = new();

    /// <summary>Makes a volume of values in memory.</summary>
    /// <param name="hu">Hounsfield units, [z, y, x] row by row; the volume keeps the array and does not change it.</param>
    /// <param name="geometry">Where the voxels lie.</param>
    /// <param name="rows">Number of rows of a slice.</param>
    /// <param name="columns">Number of columns of a slice.</param>
    /// <param name="series">What is known of the series; the empty description when null.</param>
    /// <returns>The volume.</returns>
    /// <exception cref="ArgumentException">The array does not hold slices x rows x columns values.</exception>
    public static CtVolume FromHu(float[] hu, CtGeometry geometry, int rows, int columns, CtSeriesDescription? series = null)
    {
        ArgumentNullException.ThrowIfNull(hu);
        ArgumentNullException.ThrowIfNull(geometry);
        long expected = (long)geometry.SlicePositionsMm.Count * rows * columns;
        if (rows <= 0 || columns <= 0 || hu.LongLength != expected)
        {
            throw new ArgumentException(
                $"A volume of {geometry.SlicePositionsMm.Count} x {rows} x {columns} holds {expected} values, got {hu.LongLength}.", nameof(hu));
        }

        return new CtVolume(new MemorySliceSource(hu, geometry, rows, columns), geometry, rows, columns, series ?? CtSeriesDescription.Empty);
    }

    /// <summary>Reads the Hounsfield units of one slice.</summary>
    /// <param name="sliceIndex">Index of the slice, 0 to <see cref="SliceCount"/> - 1; for axial series 0 is the most inferior.</param>
    /// <param name="destination">Receives rows x columns values, row by row; may be longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slice.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="DicomException">The slice's file is damaged or of an unsupported kind.</exception>
    /// <exception cref="ObjectDisposedException">The volume was disposed.</exception>
    public void ReadSlice(int sliceIndex, Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        ArgumentOutOfRangeException.ThrowIfNegative(sliceIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sliceIndex, SliceCount);
        if (destination.Length < Rows * Columns)
        {
            throw new ArgumentException($"A slice holds {Rows * Columns} values, the destination has room for {destination.Length}.", nameof(destination));
        }

        _source.ReadSlice(sliceIndex, destination[..(Rows * Columns)]);
    }

    /// <summary>Reads every slice.</summary>
    /// <param name="maxDegreeOfParallelism">How many slices may be decoded at once, 1 or more; the number of processors when null.</param>
    /// <param name="cancellationToken">Stops between two slices.</param>
    /// <returns>Hounsfield units [z, y, x], owned by the caller.</returns>
    /// <exception cref="DicomException">
    /// A slice's file is damaged or of an unsupported kind, or the volume is larger than <see cref="DicomLimits.MaxVolumeBytes"/> or than an array can be.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public float[] ReadAll(int? maxDegreeOfParallelism = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        int sliceSize = Rows * Columns;
        long limit = Math.Min(_source.MaxVolumeBytes, sizeof(float) * (long)Array.MaxLength);
        if (sizeof(float) * (long)SliceCount * sliceSize > limit)
        {
            throw PixelThrow.VolumeTooLarge(Series.SeriesInstanceUid, SliceCount, Rows, Columns, limit);
        }

        float[] hu = GC.AllocateUninitializedArray<float>(SliceCount * sliceSize);
        SliceLoop.Run(SliceCount, maxDegreeOfParallelism, z => ReadSlice(z, hu.AsSpan(z * sliceSize, sliceSize)), cancellationToken);
        return hu;
    }

    /// <summary>Reads the Hounsfield units of one slice and says how many of its voxels hold declared padding.</summary>
    internal int ReadSliceAndCountPadding(int sliceIndex, Span<float> destination)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _source.ReadSliceAndCountPadding(sliceIndex, destination[..(Rows * Columns)]);
    }

    /// <summary>SHA-256, lower-case hex, over what the pixels and the geometry are made of. Computed at the first call, without decoding.</summary>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>64 characters; equal for equal content, whatever the file names and identifiers.</returns>
    public string GetContentFingerprint(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return Fingerprint.Get(_source, cancellationToken);
    }

    /// <summary>Ends the use of the volume; idempotent.</summary>
    public void Dispose() => Interlocked.Exchange(ref _disposed, 1);
}
