namespace CtVlm.MLNet.Dicom;

/// <summary>The index pass over one file: header in, slices or a reason out. Reads no pixels.</summary>
internal static class SliceImageReader
{
    /// <summary>Looks at one file. A damaged file or one of another kind is a result with a reason, not an exception.</summary>
    public static ScannedFile Read(string fullPath, string relativePath, CtReadOptions options)
    {
        ScannedFile file = new(fullPath, relativePath);
        string seriesUid = "";
        try
        {
            DicomHeader header = DicomHeaderReader.Read(fullPath, options.Limits);
            seriesUid = header.Dataset.GetText(DicomTags.SeriesInstanceUid);
            return ImageKind.WhyNotCt(header) is { } reason
                ? file with { SkipReason = reason }
                : file with { Images = Slices(header, file, options.Limits) };
        }
        catch (DicomException failure)
        {
            return file with { SkipReason = Reason(failure, file), Error = failure, SeriesUid = seriesUid };
        }
    }

    /// <summary>The path stands beside the reason, so the file's name need not be in it.</summary>
    private static string Reason(DicomException failure, ScannedFile file)
    {
        string name = Path.GetFileName(file.FullPath) + ": ";
        return failure is DicomFormatException { IsNotDicom: true }
            ? "not a DICOM file"
            : failure.Message.StartsWith(name, StringComparison.Ordinal) ? failure.Message[name.Length..] : failure.Message;
    }

    private static SliceImage[] Slices(DicomHeader header, ScannedFile file, DicomLimits limits)
    {
        PixelFormat format = PixelFormatReader.Read(header, limits);
        IReadOnlyList<FrameGroups> frames = FrameGroups.Of(header.Dataset, limits);
        List<CtWarning> warnings = [.. PixelDataChecks.Check(header, format, frames.Count)];
        if (header.Irregularity != null)
        {
            warnings.Add(new CtWarning(CtWarningKind.NonConformant, header.Irregularity));
        }

        SliceHints hints = SliceHints.Read(header.Dataset, warnings);
        SliceImage[] images = new SliceImage[frames.Count];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = Slice(header, file, format, frames[i], i, hints, warnings);
        }

        return images;
    }

    private static SliceImage Slice(
        DicomHeader header, ScannedFile file, PixelFormat format, FrameGroups groups, int index, SliceHints hints, IReadOnlyList<CtWarning> fileWarnings)
    {
        DicomDataset data = header.Dataset;
        ModalityTransform transform = ModalityTransformReader.Read(groups.Transform, format.IsSigned);
        (Vector3D row, Vector3D column) = PlaneReader.Orientation(groups.Orientation);
        (double rowSpacing, double columnSpacing) = PlaneReader.Spacing(groups.Measures);
        bool isNative = !header.Syntax.IsEncapsulated;
        long start = header.Pixels!.Position;
        return new SliceImage
        {
            FullPath = file.FullPath,
            RelativePath = file.RelativePath,
            FrameIndex = index,
            SeriesUid = data.GetText(DicomTags.SeriesInstanceUid),
            SopInstanceUid = data.GetText(DicomTags.SopInstanceUid),
            Syntax = header.Syntax,
            ImageType = data.GetText(DicomTags.ImageType),
            AcquisitionNumber = data.TryGetInteger(DicomTags.AcquisitionNumber) ?? (long?)groups.Content.TryGetNumber(DicomTags.FrameAcquisitionNumber),
            TemporalPosition = data.TryGetInteger(DicomTags.TemporalPositionIdentifier) ?? (long?)groups.Content.TryGetNumber(DicomTags.TemporalPositionIndex),
            Hints = hints,
            Format = format,
            Transform = transform,
            Padding = PaddingRange.Read(data, format),
            PixelPosition = isNative ? start + ((long)index * format.FrameBytes) : start,
            PixelLength = isNative ? format.StoredBytes(format.PixelCount) : (int)Math.Min(header.FileLength - start, Array.MaxLength),
            DeflatedFrom = header.DeflatedFrom,
            Position = PlaneReader.Position(groups.Position),
            RowDirection = row,
            ColumnDirection = column,
            RowSpacing = rowSpacing,
            ColumnSpacing = columnSpacing,
            SliceThickness = groups.Measures.TryGetDecimal(DicomTags.SliceThickness),
            SpacingBetweenSlices = groups.Measures.TryGetDecimal(DicomTags.SpacingBetweenSlices),
            SliceLocation = data.TryGetDecimal(DicomTags.SliceLocation),
            Warnings = [.. fileWarnings, .. ModalityTransformReader.Warnings(groups.Transform, transform)],
        };
    }
}
