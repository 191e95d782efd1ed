using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using TorchSharp;

namespace CtVlm.MLNet;

/// <summary>Slices that a rendering chooses, in its windows.</summary>
internal sealed class SliceInput(CtRendering rendering) : EncoderInput
{
    private readonly Lazy<string> _text = new(rendering.ToJson);

    public override string Text => _text.Value;

    public override string ItemName => "slices";

    public override int GetBatchSize(RuntimeSettings settings) => settings.BatchSize;

    public override IReadOnlyList<InputPart> Plan(CtVolume volume, int mostItems, CancellationToken cancellationToken) =>
        [.. Choose(volume, cancellationToken).SelectMany(chosen => Cut(volume, chosen, mostItems))];

    public override void Read(CtVolume volume, InputPart part, Memory<float> hu, int? maxDegreeOfParallelism, CancellationToken cancellationToken)
    {
        if (part.Plane != SlicePlane.Axial)
        {
            VolumeReslicer.Read(volume, part.Plane, part.Indices, hu.Span, cancellationToken);
            return;
        }

        int size = part.Rows * part.Columns;
        SliceLoop.Run(part.Items, maxDegreeOfParallelism, i => volume.ReadSlice(part.Indices[i], hu.Span.Slice(i * size, size)), cancellationToken);
    }

    public override IHuRenderer CreateRenderer(VisionEncoderInfo info, torch.Device device) => new CtRenderer(rendering, info.Preprocessing, device);

    private static IEnumerable<InputPart> Cut(CtVolume volume, PlaneSlices chosen, int mostItems)
    {
        (int rows, int columns) = VolumeReslicer.GetSize(volume, chosen.Plane);
        return chosen.Indices.Chunk(mostItems).Select(indices => new InputPart(chosen.Plane, indices, 1, rows, columns));
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
