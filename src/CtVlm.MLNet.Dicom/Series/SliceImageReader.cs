namespace CtVlm.MLNet.Dicom;

/// <summary>The index pass over one file: header in, slices or a reason out. Reads no pixels; of encapsulated ones it reads the item headers.</summary>
internal static class SliceImageReader
{
    /// <summary>Looks at one file. A damaged file or one of another kind is a result with a reason, not an exception.</summary>
    public static ScannedFile Read(IDicomFile dicomFile, CtReadOptions options)
    {
        ScannedFile file = new(dicomFile);
        string seriesUid = "";
        try
        {
            using IByteSource source = dicomFile.Open();
            if (ReadHeader(source, file.Name, options.Limits) is not { } header)
            {
                return file with { SkipReason = "zip archive, which is opened only when it is named itself" };
            }

            seriesUid = header.Dataset.GetText(DicomTags.SeriesInstanceUid);
            return ImageKind.WhyNotCt(header) is { } reason
                ? file with { SkipReason = reason }
                : file with { Images = Slices(source, header, file, options.Limits) };
        }
        catch (DicomException failure)
        {
            return file with { SkipReason = Reason(failure, file), Error = failure, SeriesUid = seriesUid };
        }
    }

    /// <summary>The header; null for an archive. Only what is no DICOM file is looked at again: a preamble may begin like anything.</summary>
    private static DicomHeader? ReadHeader(IByteSource source, string name, DicomLimits limits)
    {
        try
        {
            return DicomHeaderReader.Read(source, name, limits);
        }
        catch (DicomFormatException failure) when (failure.IsNotDicom && SourceFinder.IsArchive(source, name))
        {
            return null;
        }
    }

    /// <summary>The path stands beside the reason, so the file's name need not be in it.</summary>
    private static string Reason(DicomException failure, ScannedFile file)
    {
        string name = file.Name + ": ";
        return failure is DicomFormatException { IsNotDicom: true }
            ? "not a DICOM file"
            : failure.Message.StartsWith(name, StringComparison.Ordinal) ? failure.Message[name.Length..] : failure.Message;
    }

    private static SliceImage[] Slices(IByteSource source, DicomHeader header, ScannedFile file, DicomLimits limits)
    {
        PixelFormat format = PixelFormatReader.Read(header, limits);
        IReadOnlyList<FrameGroups> frames = FrameGroups.Of(header.Dataset, limits);
        List<CtWarning> warnings = [.. PixelDataChecks.Check(header, format, frames.Count)];
        if (header.Irregularity != null)
        {
            warnings.Add(new CtWarning(CtWarningKind.NonConformant, header.Irregularity));
        }

        StoredFrame[]? located = header.Syntax.IsEncapsulated && FrameDecoders.Has(header.Syntax.Uid)
            ? FrameLocator.Locate(source, header, frames.Count, limits, warnings)
            : null;
        SliceFacts facts = new(header.Dataset, format, SliceHints.Read(header.Dataset, warnings).With(frames[0].Shared), warnings);
        IDicomFile content = header.DeflatedFrom is { } start
            ? new DeflatedFile(file.File, start, header.InflatedLength, header.FileLength - start, limits.MaxInflatedBytes)
            : file.File;
        SliceImage[] images = new SliceImage[frames.Count];
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = Slice(header, content, facts, frames[i], i, located?[i] ?? Unwalked(header, format, i));
        }

        return images;
    }

    /// <summary>Native frames follow one another; what no decoder will read is taken as it comes.</summary>
    private static StoredFrame Unwalked(DicomHeader header, PixelFormat format, int index)
    {
        long start = header.Pixels!.Position;
        return header.Syntax.IsEncapsulated
            ? new StoredFrame(start, (int)Math.Min(header.FileLength - start, Array.MaxLength))
            : new StoredFrame(start + ((long)index * format.FrameBytes), format.StoredBytes(format.PixelCount));
    }

    private static SliceImage Slice(DicomHeader header, IDicomFile content, SliceFacts facts, FrameGroups groups, int index, StoredFrame stored)
    {
        (Vector3D row, Vector3D column) = facts.Orientations[groups.Orientation];
        SliceMeasures measures = facts.Measures[groups.Measures];
        SliceTransform transform = facts.Transforms[groups.Transform];
        return new SliceImage
        {
            File = content,
            FrameIndex = index,
            SeriesUid = facts.SeriesUid,
            StudyUid = facts.StudyUid,
            FrameOfReferenceUid = facts.FrameOfReferenceUid,
            SopInstanceUid = facts.SopInstanceUid,
            Syntax = header.Syntax,
            ImageType = facts.ImageType,
            AcquisitionNumber = facts.AcquisitionNumber ?? (long?)groups.Content.TryGetNumber(DicomTags.FrameAcquisitionNumber),
            TemporalPosition = facts.TemporalPosition ?? (long?)groups.Content.TryGetNumber(DicomTags.TemporalPositionIndex),
            Hints = facts.Hints.With(groups.Own),
            Format = facts.Format,
            Transform = transform.Transform,
            Padding = facts.Padding,
            Stored = stored,
            Position = PlaneReader.Position(groups.Position),
            RowDirection = row,
            ColumnDirection = column,
            RowSpacing = measures.RowSpacing,
            ColumnSpacing = measures.ColumnSpacing,
            SliceThickness = measures.SliceThickness,
            SpacingBetweenSlices = measures.SpacingBetweenSlices,
            SliceLocation = facts.SliceLocation,
            Warnings = transform.Warnings,
        };
    }
}
