using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Vectors of a frozen tower, computed once; only the projection after them may train.</summary>
internal sealed class HeldSeriesVectors : ISeriesVectors
{
    private readonly VisionTower _tower;
    private readonly float[][] _bags;
    private readonly float[][] _positionsMm;
    private readonly int _width;
    private readonly bool _projects;

    private HeldSeriesVectors(VisionTower tower, float[][] bags, float[][] positionsMm, bool projects)
    {
        _tower = tower;
        _bags = bags;
        _positionsMm = positionsMm;
        _width = tower.Info.GetWidth(projects ? EmbeddingPoint.Pooled : EmbeddingPoint.Projected);
        _projects = projects;
    }

    public string Path => _projects ? "vectors of each slice before the projection, computed once" : "vectors of each slice, computed once";

    /// <summary>Embeds every series once.</summary>
    /// <param name="tower">The tower, frozen but for its projection; the caller's.</param>
    /// <param name="pictures">Makes the pictures.</param>
    /// <param name="series">The series.</param>
    /// <param name="projects">Whether the projection trains.</param>
    /// <param name="cancellationToken">Stops between two series.</param>
    public static HeldSeriesVectors Embed(VisionTower tower, SeriesPictures pictures, IReadOnlyList<TrainingSeries> series, bool projects, CancellationToken cancellationToken)
    {
        float[][] bags = new float[series.Count][], positionsMm = new float[series.Count][];
        using IDisposable mode = no_grad();
        foreach ((int index, TrainingSeries each) in series.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            (Tensor pixels, positionsMm[index]) = pictures.Make(each.Volume, null);
            Tensor vectors = tower.Encode(pixels.to(tower.Device), projects ? EmbeddingPoint.Pooled : EmbeddingPoint.Projected);
            bags[index] = TensorMemory.Of(vectors.cpu().contiguous()).ToArray();
        }

        return new HeldSeriesVectors(tower, bags, positionsMm, projects);
    }

    public BagBatch Read(IReadOnlyList<int> series, int? seed)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] values = [.. series.SelectMany(s => _bags[s])];
        Tensor rows = TensorMemory.Create(values, values.Length / _width, _width).to(_tower.Device);
        BagBatch bags = BagStacking.Stack(_projects ? _tower.Module.Project(rows) : rows, [.. series.Select(s => _positionsMm[s])]);
        return new BagBatch(bags.Rows.MoveToOuterDisposeScope(), bags.Mask.MoveToOuterDisposeScope(), bags.PositionsMm!.MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
    }
}
