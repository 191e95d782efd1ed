using CtVlm.MLNet.Torch;

namespace AdaptAndCompare;

/// <summary>What is compared: a rendering, adapters, and a pooling.</summary>
/// <param name="RenderingName">A short name.</param>
/// <param name="Rendering">Which slices are shown, in which windows.</param>
/// <param name="Adapters">A preset of adapters; empty: the towers stay as they are and only pooling, projections and head train.</param>
/// <param name="PoolingName">A short name.</param>
internal sealed record Configuration(string RenderingName, CtRendering Rendering, string Adapters, string PoolingName)
{
    public SlicePooling Pooling => PoolingName switch
    {
        "mean" => SlicePooling.Mean(),
        "attention" => SlicePooling.GatedAttention(new PoolingTraining()),
        _ => SlicePooling.Transformer(new PoolingTraining()),
    };

    public TrainableParts Parts => Adapters.Length == 0
        ? TrainableParts.Projections()
        : TrainableParts.Adapters(LoraOptions.Parse(Adapters)) with { Vision = TowerTraining.Projection, Text = TowerTraining.Projection };

    /// <inheritdoc/>
    public override string ToString() => $"{RenderingName}, {(Adapters.Length == 0 ? "frozen" : Adapters)}, {PoolingName}";
}
