using CtVlm.MLNet.Dicom;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Sends pictures through the vision tower each time, varied in training.</summary>
/// <param name="tower">The tower; the caller's.</param>
/// <param name="pictures">Makes the pictures; owned.</param>
/// <param name="volumes">The series.</param>
/// <param name="recomputes">Whether blocks' activations are computed a second time instead of being kept.</param>
internal sealed class TowerSeriesVectors(VisionTower tower, SeriesPictures pictures, IReadOnlyList<CtVolume> volumes, bool recomputes) : ISeriesVectors
{
    private readonly int[] _sliceCounts = new int[volumes.Count];

    public string Path => "pictures through the vision tower at every step";

    public int GetSliceCount(int series) => _sliceCounts[series];

    public BagBatch Read(IReadOnlyList<int> series, int? seed)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor Pixels, float[] PositionsMm)[] made = [.. series.Select(s => pictures.Make(volumes[s], seed is int value ? new Random(StepSeed.Of(value, s, 0)) : null))];
        foreach ((int index, int each) in series.Index())
        {
            _sliceCounts[each] = made[index].PositionsMm.Length;
        }

        Tensor pixels = cat([.. made.Select(m => m.Pixels)], 0); // (sum of n, 3, S, S)
        using IDisposable? recomputation = recomputes ? Recomputation.Enter() : null;
        BagBatch bags = BagStacking.Stack(tower.Encode(pixels, EmbeddingPoint.Projected), [.. made.Select(m => m.PositionsMm)]);
        return new BagBatch(bags.Rows.MoveToOuterDisposeScope(), bags.Mask.MoveToOuterDisposeScope(), bags.PositionsMm!.MoveToOuterDisposeScope());
    }

    public void Dispose() => pictures.Dispose();
}
