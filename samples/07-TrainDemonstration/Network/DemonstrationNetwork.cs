using CtVlm.MLNet.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TrainDemonstration;

/// <summary>The towers, the scale of similarities, and the heads that only training has.</summary>
internal sealed class DemonstrationNetwork : IDisposable
{
    /// <summary>What similarities are multiplied by at first.</summary>
    private const double FirstScale = 14.3;

    private const double LargestScale = 100;
    private const string ScaleName = "logit_scale";

    /// <summary>A network with weights from the plan's seed.</summary>
    public DemonstrationNetwork(TrainingPlan plan, Vocabulary vocabulary)
    {
        TorchRuntime.EnsureLoaded();
        Config = DemonstrationConfig.Make(plan, vocabulary);
        Vision = new ClipVisionModel(Config);
        Text = new ClipTextModel(Config);
        Heads = new FindingHeads(Config.Vision.Tower.Width, Config.Vision.Tower.Epsilon, plan.Seed + 2L);
        ClipStart.Fill(Vision, Config.Vision.Tower.Layers, plan.Seed);
        ClipStart.Fill(Text, Config.Text.Tower.Layers, plan.Seed + 1L);
        LogScale = nn.Parameter(tensor(Math.Log(FirstScale), ScalarType.Float32), requires_grad: false);
    }

    /// <summary>The sizes.</summary>
    public ClipConfig Config { get; }

    /// <summary>The vision tower.</summary>
    public ClipVisionModel Vision { get; }

    /// <summary>The text tower.</summary>
    public ClipTextModel Text { get; }

    /// <summary>The heads.</summary>
    public FindingHeads Heads { get; }

    /// <summary>Natural logarithm of the scale of similarities.</summary>
    public Parameter LogScale { get; }

    /// <summary>What is shipped: both towers and the scale, by the names of a checkpoint.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> Shipped => [.. Vision.named_parameters(), .. Text.named_parameters(), (ScaleName, LogScale)];

    /// <summary>Everything, by name, for training.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> All => [.. Shipped, .. Heads.named_parameters().Select(p => ($"heads.{p.name}", p.parameter))];

    /// <summary>Marks which parameters learn and gives them.</summary>
    /// <param name="learns">Whether the parameter of a name learns.</param>
    public IReadOnlyList<NamedParameter> Unfreeze(Func<string, bool> learns)
    {
        List<NamedParameter> learning = [];
        foreach ((string name, Parameter parameter) in All)
        {
            bool isLearning = learns(name);
            parameter.requires_grad_(isLearning);
            if (isLearning)
            {
                learning.Add(new NamedParameter(name, parameter));
            }
        }

        return learning;
    }

    /// <summary>Keeps the scale of similarities at 100 or less, as CLIP does.</summary>
    public void BoundScale()
    {
        using IDisposable noGrad = no_grad();
        LogScale.ClampInPlace(0, Math.Log(LargestScale));
    }

    /// <summary>Embeds texts: ids (N, T) -> (N, P).</summary>
    public Tensor EmbedTexts(TextBatch texts)
    {
        long[] ids = texts.ToArray(Config.Text.EndOfTextId);
        using Tensor tokens = tensor(ids, [ids.Length / texts.Length, texts.Length]);
        return Text.forward(tokens, tokens, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Vision.Dispose();
        Text.Dispose();
        Heads.Dispose();
        LogScale.Dispose();
    }
}
