using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using TorchSharp;

namespace CtVlm.MLNet;

/// <summary>Slices that a rendering chooses, in its windows.</summary>
/// <remarks>Where neighbouring slices are the channels of a picture, its item holds those three, one after the other.</remarks>
internal sealed class SliceInput(CtRendering rendering) : EncoderInput
{
    // A picture of neighbours holds three slices: a third of a full batch of them takes the memory of a batch of slices. Not below a few pictures, for
    // those that lie side by side share what is decoded.
    private const int FewPictures = 8;

    private readonly Lazy<string> _text = new(rendering.ToJson);

    public override string Text => _text.Value;

    public override string ItemName => "slices";

    public override int GetBatchSize(RuntimeSettings settings) => settings.BatchSize;

    public override IReadOnlyList<InputPart> Plan(CtVolume volume, int mostItems, CancellationToken cancellationToken) =>
        [.. Choose(volume, cancellationToken).SelectMany(chosen => Cut(volume, chosen, mostItems))];

    public override float GetPositionMm(CtVolume volume, SlicePlane plane, int index) => VolumeReslicer.GetPositionMm(volume, plane, index);

    // Of all selections only that of planes leaves the acquired one, and it chooses without decoding.
    public override float[] GetPositionsMm(CtVolume volume, int[] rowIndices, int vectorsPerItem, CancellationToken cancellationToken) =>
        rendering.Slices is PlanesSlices
            ? [.. from plane in Choose(volume, cancellationToken)
                  from index in plane.Indices
                  from position in Enumerable.Repeat(GetPositionMm(volume, plane.Plane, index), vectorsPerItem)
                  select position]
            : [.. rowIndices.Select(index => GetPositionMm(volume, SlicePlane.Axial, index))];

    public override void Read(CtVolume volume, InputPart part, Memory<float> hu, int? maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        int[] sources = rendering.NeighbourStep is int step ? NeighbourTriples.Around(part.Indices, step, VolumeReslicer.GetLength(volume, part.Plane)) : part.Indices;
        if (part.Plane != SlicePlane.Axial)
        {
            VolumeReslicer.Read(volume, part.Plane, sources, hu.Span, cancellationToken);
            return;
        }

        int size = part.Rows * part.Columns;
        if (rendering.NeighbourStep is not null)
        {
            ReadShared(volume, sources, size, hu, maxDegreeOfParallelism, cancellationToken);
            return;
        }

        SliceLoop.Run(sources.Length, maxDegreeOfParallelism, i => volume.ReadSlice(sources[i], hu.Span.Slice(i * size, size)), cancellationToken);
    }

    public override IHuRenderer CreateRenderer(VisionEncoderInfo info, torch.Device device) => new CtRenderer(rendering, info.Preprocessing, device);

    // Each slice is decoded once, into the first of its places, and copied to the others.
    private static void ReadShared(CtVolume volume, int[] sources, int size, Memory<float> hu, int? maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        Dictionary<int, int> places = [];
        int[] firsts = [.. Enumerable.Range(0, sources.Length).Where(place => places.TryAdd(sources[place], place))];
        SliceLoop.Run(
            firsts.Length, maxDegreeOfParallelism, i => volume.ReadSlice(sources[firsts[i]], hu.Span.Slice(firsts[i] * size, size)), cancellationToken);
        for (int place = 0; place < sources.Length; place++)
        {
            int first = places[sources[place]];
            if (first != place)
            {
                hu.Span.Slice(first * size, size).CopyTo(hu.Span[(place * size)..]);
            }
        }
    }

    private IEnumerable<InputPart> Cut(CtVolume volume, PlaneSlices chosen, int mostItems)
    {
        (int rows, int columns) = VolumeReslicer.GetSize(volume, chosen.Plane);
        (int depth, int most) = rendering.NeighbourStep is null
            ? (1, mostItems)
            : (NeighbourTriples.Channels, Math.Min(mostItems, Math.Max(FewPictures, mostItems / NeighbourTriples.Channels)));
        return chosen.Indices.Chunk(most).Select(indices => new InputPart(chosen.Plane, indices, depth, rows, columns));
    }

    // A selection that finds nothing in a short series is a failure of that series, not of the run.
    private IReadOnlyList<PlaneSlices> Choose(CtVolume volume, CancellationToken cancellationToken)
    {
        try
        {
            return rendering.Slices.Choose(volume, cancellationToken);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new DicomGeometryException(
                $"EmbedCt: {rendering.Slices} chooses no slice of a series of {volume.SliceCount} slices, {volume.Geometry.SpacingMm[0]:0.##} mm apart. Choose a selection that fits, such as Uniform(n).", exception);
        }
    }
}
