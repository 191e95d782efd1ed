namespace CtVlm.MLNet.Dicom;

/// <summary>Where the geometry and the rescale of one frame are written: the data set itself, or functional groups of a multi-frame image.</summary>
/// <param name="Position">Holds Image Position (Patient).</param>
/// <param name="Orientation">Holds Image Orientation (Patient).</param>
/// <param name="Measures">Holds Pixel Spacing and Slice Thickness.</param>
/// <param name="Transform">Holds Rescale Slope and Intercept.</param>
/// <param name="Content">Holds acquisition number and temporal position of the frame.</param>
/// <param name="Shared">The item of what all frames share, hints of the acquisition among it; empty where the image is not enhanced.</param>
/// <param name="Own">The same of this frame alone.</param>
/// <remarks><b>Source:</b> DICOM PS3.3 C.7.6.16.</remarks>
internal sealed record FrameGroups(
    DicomDataset Position, DicomDataset Orientation, DicomDataset Measures, DicomDataset Transform, DicomDataset Content, DicomDataset Shared, DicomDataset Own)
{
    /// <summary>The groups of each frame. In an enhanced image only functional groups count, whatever the top level says.</summary>
    /// <exception cref="DicomFormatException">The number of frames is no number from 1 to the limit, or there are fewer per-frame items than frames.</exception>
    public static IReadOnlyList<FrameGroups> Of(DicomDataset data, DicomLimits limits)
    {
        DicomDataset? shared = data.Items(DicomTags.SharedFunctionalGroupsSequence).FirstOrDefault();
        DicomDataset[] perFrame = [.. data.Items(DicomTags.PerFrameFunctionalGroupsSequence)];
        bool isEnhanced = shared != null || perFrame.Length > 0;
        int count = FrameCount(data, isEnhanced ? perFrame.Length : 1, limits);
        DicomDataset empty = new(data.Name);
        if (!isEnhanced)
        {
            return count == 1
                ? [new FrameGroups(data, data, data, data, data, empty, empty)]
                : throw DicomThrow.MissingGroups(data.Name, count, 0);
        }

        // Without a number of frames and without groups there is no frame to speak of, though the pixels are there.
        if (perFrame.Length < Math.Max(1, count))
        {
            throw DicomThrow.MissingGroups(data.Name, Math.Max(1, count), perFrame.Length);
        }

        // The shared groups are looked up once: they may hold as many items as there are frames.
        shared ??= empty;
        FrameGroups whereAbsent = Of(shared, new FrameGroups(empty, empty, empty, empty, empty, shared, empty));
        return [.. perFrame.Take(count).Select(frame => Of(frame, whereAbsent))];
    }

    private static FrameGroups Of(DicomDataset groups, FrameGroups whereAbsent) => new(
        groups.Items(DicomTags.PlanePositionSequence).FirstOrDefault() ?? whereAbsent.Position,
        groups.Items(DicomTags.PlaneOrientationSequence).FirstOrDefault() ?? whereAbsent.Orientation,
        groups.Items(DicomTags.PixelMeasuresSequence).FirstOrDefault() ?? whereAbsent.Measures,
        groups.Items(DicomTags.PixelValueTransformationSequence).FirstOrDefault() ?? whereAbsent.Transform,
        groups.Items(DicomTags.FrameContentSequence).FirstOrDefault() ?? whereAbsent.Content,
        whereAbsent.Shared,
        groups);

    private static int FrameCount(DicomDataset data, int whenAbsent, DicomLimits limits)
    {
        string text = data.GetText(DicomTags.NumberOfFrames);
        if (text.Length == 0)
        {
            return whenAbsent;
        }

        return data.TryGetInteger(DicomTags.NumberOfFrames) is { } count && count >= 1 && count <= limits.MaxFrames
            ? (int)count
            : throw DicomThrow.OutOfRange(data.Name, DicomTags.NumberOfFrames, $"1 to {limits.MaxFrames}", DicomThrow.Numeric(text));
    }
}
