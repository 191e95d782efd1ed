namespace CtVlm.MLNet.Dicom;

/// <summary>
/// Handles slices at one place: copies are used once, phases of one series are told apart, and what remains ambiguous is refused, so that
/// no plane enters a volume twice.
/// </summary>
internal sealed class SamePlaneResolver(List<SkippedFile> skipped)
{
    /// <summary>Positions nearer than this are one place; no scanner steps by a micrometre.</summary>
    private const double SamePlaceMm = 1e-3;

    /// <summary>What may tell phases of one series apart, in order of trust.</summary>
    private static readonly (CtSeriesSplit Split, Func<SliceImage, string> Of)[] Discriminators =
    [
        (CtSeriesSplit.Acquisition, image => $"{image.AcquisitionNumber}"),
        (CtSeriesSplit.Phase, image => $"{image.TemporalPosition}"),
        (CtSeriesSplit.ImageType, image => image.ImageType),
        (CtSeriesSplit.ConvolutionKernel, image => image.Hints.ConvolutionKernel),
    ];

    /// <summary>Drops files that are the same image by its own identifier.</summary>
    public void DropSameInstance(SliceGroup group)
    {
        Dictionary<(string Uid, int Frame), SliceImage> seen = [];
        group.Images.RemoveAll(image =>
        {
            if (image.SopInstanceUid.Length == 0 || seen.TryAdd((image.SopInstanceUid, image.FrameIndex), image))
            {
                return false;
            }

            // Some anonymisers give every slice one identifier: then only the place can tell.
            SliceImage first = seen[(image.SopInstanceUid, image.FrameIndex)];
            return first.Position == image.Position && FrameReader.HoldsSamePixels(first, image) && Drop(group, first, image);
        });
    }

    /// <summary>Volumes of one plane a place.</summary>
    /// <exception cref="DicomGeometryException">Different slices share a place and nothing tells them apart.</exception>
    public List<SliceGroup> Resolve(SliceGroup group) => Resolve(group, firstDiscriminator: 0);

    private List<SliceGroup> Resolve(SliceGroup group, int firstDiscriminator)
    {
        List<SliceImage[]> shared = [.. Places(group).Where(place => place.Length > 1)];
        List<(SliceImage First, SliceImage Other)> conflicts = [.. shared.SelectMany(Conflicts)];
        if (conflicts.Count == 0)
        {
            DropCopies(group, shared);
            return [group];
        }

        for (int i = firstDiscriminator; i < Discriminators.Length; i++)
        {
            (CtSeriesSplit split, Func<SliceImage, string> value) = Discriminators[i];
            SliceGroup[] parts =
            [
                .. group.Images.GroupBy(value, StringComparer.Ordinal).Select(part => new SliceGroup(part, group.Warnings) { Split = group.Split | split }),
            ];
            if (parts.Length > 1)
            {
                return [.. parts.SelectMany(part => Resolve(part, i + 1))];
            }
        }

        (SliceImage first, SliceImage other) = conflicts[0];
        throw GeometryThrow.SamePosition(group.SeriesUid, conflicts.Count, first.Name, other.Name);
    }

    private static IEnumerable<SliceImage[]> Places(SliceGroup group)
    {
        Vector3D normal = group.Images[0].Normal;
        (double At, SliceImage Image)[] sorted =
        [
            .. group.Images.Select(image => (At: image.Position!.Value.Dot(normal), Image: image)).OrderBy(pair => pair.At),
        ];
        int start = 0;
        for (int i = 1; i <= sorted.Length; i++)
        {
            if (i == sorted.Length || sorted[i].At - sorted[i - 1].At > SamePlaceMm)
            {
                yield return [.. sorted[start..i].Select(pair => pair.Image)];
                start = i;
            }
        }
    }

    private IEnumerable<(SliceImage First, SliceImage Other)> Conflicts(SliceImage[] place) => place.Skip(1)
        .Where(other => (other.Position!.Value - place[0].Position!.Value).Length > SamePlaceMm || !FrameReader.HoldsSamePixels(place[0], other))
        .Select(other => (place[0], other));

    private void DropCopies(SliceGroup group, List<SliceImage[]> shared)
    {
        HashSet<SliceImage> copies = new(ReferenceEqualityComparer.Instance);
        foreach (SliceImage[] place in shared)
        {
            foreach (SliceImage copy in place.Skip(1))
            {
                Drop(group, place[0], copy);
                copies.Add(copy);
            }
        }

        group.Images.RemoveAll(copies.Contains);
    }

    private bool Drop(SliceGroup group, SliceImage first, SliceImage copy)
    {
        skipped.Add(new SkippedFile(copy.RelativePath, $"the same slice as {first.RelativePath}"));
        group.Warnings.Add(new CtWarning(CtWarningKind.DuplicateSlice, $"{copy.Name} holds the same slice as {first.Name}; it was used once."));
        return true;
    }
}
