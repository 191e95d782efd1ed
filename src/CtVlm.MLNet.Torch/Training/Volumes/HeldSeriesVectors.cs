using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Vectors of a frozen tower, computed once; only the projection after them may train.</summary>
internal sealed class HeldSeriesVectors : ISeriesVectors
{
    private readonly VisionTower _tower;
    private readonly IReadOnlyList<SliceVectors> _bags;
    private readonly int _width;
    private readonly bool _projects;

    /// <summary>Vectors that are there.</summary>
    /// <param name="tower">The tower that they are of, frozen but for its projection; the caller's.</param>
    /// <param name="bags">Those of each series, in the order of the series.</param>
    /// <param name="point">Where in the tower they were taken: before the projection where it trains, else after it.</param>
    public HeldSeriesVectors(VisionTower tower, IReadOnlyList<SliceVectors> bags, EmbeddingPoint point)
    {
        _tower = tower;
        _bags = bags;
        _width = tower.Info.GetWidth(point);
        _projects = point == EmbeddingPoint.Pooled;
    }

    public string Path => _projects ? "vectors of each slice before the projection, computed once" : "vectors of each slice, computed once";

    /// <summary>Embeds every series once.</summary>
    /// <param name="tower">The tower.</param>
    /// <param name="pictures">Makes the pictures.</param>
    /// <param name="series">The series.</param>
    /// <param name="point">Where in the tower the vectors are taken.</param>
    /// <param name="cancellationToken">Stops between two series.</param>
    public static SliceVectors[] Embed(VisionTower tower, SeriesPictures pictures, IReadOnlyList<TrainingSeries> series, EmbeddingPoint point, CancellationToken cancellationToken)
    {
        SliceVectors[] bags = new SliceVectors[series.Count];
        using IDisposable mode = no_grad();
        foreach ((int index, TrainingSeries each) in series.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            (Tensor pixels, float[] positionsMm) = pictures.Make(each.Volume, null);
            Tensor vectors = tower.Encode(pixels, point);
            bags[index] = new SliceVectors(TensorMemory.Of(vectors.cpu().contiguous()).ToArray(), positionsMm);
        }

        return bags;
    }

    public int GetSliceCount(int series) => _bags[series].PositionsMm.Length;

    public BagBatch Read(IReadOnlyList<int> series, int? seed)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] values = [.. series.SelectMany(s => _bags[s].Values)];
        Tensor rows = TensorMemory.Create(values, values.Length / _width, _width).to(_tower.Device);
        BagBatch bags = BagStacking.Stack(_projects ? _tower.Module.Project(rows) : rows, [.. series.Select(s => _bags[s].PositionsMm)]);
        return new BagBatch(bags.Rows.MoveToOuterDisposeScope(), bags.Mask.MoveToOuterDisposeScope(), bags.PositionsMm!.MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
    }
}
