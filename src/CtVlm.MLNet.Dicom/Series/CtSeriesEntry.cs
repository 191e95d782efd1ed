using System.Globalization;

namespace CtVlm.MLNet.Dicom;

/// <summary>One volume that an inventory found: its size, place, files and irregularities. No pixel has been decoded.</summary>
public sealed class CtSeriesEntry
{
    private readonly SliceImage[] _images;
    private readonly CtReadOptions _options;

    internal CtSeriesEntry(SliceGroup group, CtGeometry geometry, CtReadOptions options)
    {
        _images = [.. group.Images];
        _options = options;
        Geometry = geometry;
        SplitBy = group.Split;
        RelativePath = CommonFolder();
        Files = [.. _images.Select(image => image.File.Location)];
        Description = new CtSeriesDescription
        {
            SeriesInstanceUid = _images[0].SeriesUid,
            StudyInstanceUid = _images[0].StudyUid,
            FrameOfReferenceUid = _images[0].FrameOfReferenceUid,
            Modality = "CT",
            TransferSyntaxUid = _images[0].Syntax.Uid,
            Warnings = [.. group.Warnings],
            Acquisition = AcquisitionReader.Summarise(_images),
        };
    }

    /// <summary>What the headers say of the series, warnings included; never holds patient identity.</summary>
    public CtSeriesDescription Description { get; }

    /// <summary>Number of slices, Z.</summary>
    public int SliceCount => _images.Length;

    /// <summary>Number of rows of a slice, Y.</summary>
    public int Rows => _images[0].Format.Rows;

    /// <summary>Number of columns of a slice, X.</summary>
    public int Columns => _images[0].Format.Columns;

    /// <summary>Where the voxels lie in the patient.</summary>
    public CtGeometry Geometry { get; }

    /// <summary>
    /// Full path of each slice's file, in slice order, Z of them; a multi-frame file is named once a frame, a zip archive once for each slice in it. Of slices that
    /// are not on disk, the names that were given.
    /// </summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The folder that holds all files of the series, relative to the scanned folder or archive, with '/' between its parts; "." for that folder itself.</summary>
    public string RelativePath { get; }

    /// <summary>Acquisition Number (0020,0012) when all slices have the same; otherwise null.</summary>
    public long? AcquisitionNumber => Common(image => image.AcquisitionNumber);

    /// <summary>Slice Thickness (0018,0050), millimetres, when all slices state the same; otherwise null.</summary>
    public double? SliceThicknessMm => Common(image => image.SliceThickness);

    /// <summary>In what this volume differs from the others of its series, or its series from others in the folder.</summary>
    public CtSeriesSplit SplitBy { get; internal set; }

    /// <summary>The same in a plain sentence; empty for a volume that is the whole of its series and alone in its folder.</summary>
    public string SplitReason => SplitText.Describe(SplitBy, VolumesOfSeries, AcquisitionNumber);

    /// <summary>
    /// What names this volume and no other of the inventory: its Series Instance UID (0020,000E), followed by <c>:n</c>, n from 1, where the inventory has several volumes of that UID.
    /// <see cref="CtVolume.Open(string, CtReadOptions, string)"/> takes it.
    /// </summary>
    public string Selector => Number is { } number ? $"{Description.SeriesInstanceUid}:{number.ToString(CultureInfo.InvariantCulture)}" : Description.SeriesInstanceUid;

    /// <summary>Which volume of its Series Instance UID it is, from 1; null for the only one.</summary>
    internal int? Number { get; set; }

    /// <summary>Whether the volumes of its Series Instance UID have the same folder, so that a scan of that folder alone numbers them as this one does.</summary>
    internal bool IsWholeInFolder { get; set; } = true;

    /// <summary>How many volumes the slices of this Series Instance UID gave.</summary>
    internal int VolumesOfSeries { get; set; } = 1;

    /// <summary>What orders the volumes of one series and folder, whatever their files are called: by what tells them apart.</summary>
    internal string Order =>
        $"{AcquisitionNumber:D20}\n{_images[0].TemporalPosition:D20}\n{_images[0].ImageType}\n{_images[0].Hints.ConvolutionKernel}\n{int.MaxValue - SliceCount:D10}\n"
        + $"{Rows:D5}\n{Columns:D5}\n{string.Join(' ', Geometry.AffineLps)}";

    /// <summary>Transfer syntax UIDs of the slices, each once, in slice order.</summary>
    public IReadOnlyList<string> TransferSyntaxUids => [.. _images.Select(image => image.Syntax.Uid).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether this build has a decoder for every slice.</summary>
    public bool IsDecodable => _images.All(image => FrameDecoders.Has(image.Syntax.Uid));

    /// <summary>The volume as LoadCtSeries takes it: a path, <c>|</c>, and <see cref="Selector"/>. The path is the narrowest that is read in the same way.</summary>
    /// <param name="scannedPath">The folder or file that was scanned.</param>
    /// <returns>The volume's own folder below a folder that was scanned; an archive, a DICOMDIR or a file as it is.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public string GetLocator(string scannedPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(scannedPath);
        bool isNarrower = RelativePath != "." && IsWholeInFolder && !File.Exists(scannedPath);
        return $"{(isNarrower ? Path.Combine(scannedPath, RelativePath) : scannedPath)}|{Selector}";
    }

    /// <summary>Opens the series with the options of the scan. Pixels are decoded when slices are read.</summary>
    /// <returns>The volume, resampled where the options say so; the caller disposes it.</returns>
    /// <exception cref="DicomUnsupportedSyntaxException">A slice is of a transfer syntax without decoder.</exception>
    /// <exception cref="DicomGeometryException">
    /// The policy is <see cref="CtReadPolicy.Strict"/> and the series has an irregularity; or it is to be resampled, and no grid in proportion holds its slices.
    /// </exception>
    public CtVolume Open()
    {
        if (_options.Policy == CtReadPolicy.Strict)
        {
            RefuseIrregular();
        }

        CtVolume volume = new(new DicomSliceSource(_images, Geometry, _options), Geometry, Rows, Columns, Description);
        bool isAsked = _options.Resampling != null;
        bool isNeeded = _options.Policy == CtReadPolicy.Resample && Description.Warnings.Any(warning => IsOffGrid(warning.Kind));
        if (!isAsked && !isNeeded)
        {
            return volume;
        }

        using (volume)
        {
            CtResampling resampling = _options.Resampling ?? new CtResampling();
            return isNeeded ? volume.Resample(SliceStack.Of(Geometry, Rows, Columns), resampling) : volume.Resample(resampling);
        }
    }

    private static bool IsOffGrid(CtWarningKind kind) =>
        kind is CtWarningKind.GantryTilt or CtWarningKind.IrregularSpacing or CtWarningKind.MissingSlices or CtWarningKind.InPlaneShift;

    /// <summary>What a volume says of itself in full: the affine or the spacing accounts for it.</summary>
    private static bool IsAccountedFor(CtWarningKind kind) => kind is CtWarningKind.GantryTilt or CtWarningKind.SingleSlice
        or CtWarningKind.OverlappingSlices or CtWarningKind.SliceGaps or CtWarningKind.UndecodableText;

    private void RefuseIrregular()
    {
        CtWarning[] serious = [.. Description.Warnings.Where(warning => !IsAccountedFor(warning.Kind))];
        if (serious.Length > 0)
        {
            throw new DicomGeometryException(
                $"Series {DicomThrow.ShortUid(Description.SeriesInstanceUid)} has {serious.Length} irregularities and the policy is {nameof(CtReadPolicy.Strict)}: "
                + string.Join(" ", serious.Select(warning => warning.Message)));
        }
    }

    private T? Common<T>(Func<SliceImage, T?> select)
        where T : struct
    {
        T? first = select(_images[0]);
        return _images.All(image => Nullable.Equals(select(image), first)) ? first : null;
    }

    private string CommonFolder()
    {
        string[] common = Parts(_images[0]);
        foreach (SliceImage image in _images)
        {
            string[] parts = Parts(image);
            int same = common.Zip(parts).TakeWhile(pair => pair.First == pair.Second).Count();
            common = common[..same];
        }

        return common.Length == 0 ? "." : string.Join('/', common);
    }

    private static string[] Parts(SliceImage image) => image.RelativePath.Split('/')[..^1];
}
