using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using TorchSharp;

namespace CtVlm.MLNet;

/// <summary>The whole volume, on the grid and in the range of HU that its encoder states: one item a series.</summary>
internal sealed class WholeVolumeInput(VolumeInput input) : EncoderInput
{
    public override string Text { get; } = input.ToJson();

    public override string ItemName => "volumes";

    public override int GetBatchSize(RuntimeSettings settings) => settings.VolumeBatchSize;

    public override IReadOnlyList<InputPart> Plan(CtVolume volume, int mostItems, CancellationToken cancellationToken) =>
        [new InputPart(SlicePlane.Axial, [0], input.Depth, input.Height, input.Width)];

    public override float GetPositionMm(CtVolume volume, SlicePlane plane, int index) => 0;

    public override float[] GetPositionsMm(CtVolume volume, int[] rowIndices, int vectorsPerItem, CancellationToken cancellationToken) => new float[rowIndices.Length];

    public override void Read(CtVolume volume, InputPart part, Memory<float> hu, int? maxDegreeOfParallelism, CancellationToken cancellationToken) =>
        VolumeReader.Read(volume, input, hu, maxDegreeOfParallelism, cancellationToken);

    public override IHuRenderer CreateRenderer(VisionEncoderInfo info, torch.Device device) => new VolumeRenderer(input, device);
}
