using CtVlm.MLNet.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TrainDemonstration;

/// <summary>What the vision tower is asked during training besides the texts: where disease is, its class, its signs. The heads are not shipped.</summary>
internal sealed class FindingHeads : nn.Module
{
    /// <summary>Disease is rare: cells start as improbable.</summary>
    private const double CellBias = -4;

    private readonly LayerNormLayer map_norm;
    private readonly LinearLayer map;
    private readonly LinearLayer classes;
    private readonly LinearLayer signs;

    /// <summary>Heads on vectors of a width, with weights from a seed.</summary>
    public FindingHeads(int width, double epsilon, long seed)
        : base(nameof(FindingHeads))
    {
        map_norm = new LayerNormLayer(width, epsilon);
        map = new LinearLayer(width, PictureBatch.MapWidth);
        classes = new LinearLayer(width, 3);
        signs = new LinearLayer(width, 3);
        RegisterComponents();
        ClipStart.Fill(this, 1, seed);
        using IDisposable noGrad = no_grad();
        foreach ((string name, Parameter parameter) in named_parameters())
        {
            if (name == "map.bias")
            {
                parameter.FillInPlace(CellBias);
            }
        }
    }

    /// <summary>Scores of the cells of each patch: (N, T - 1, D) -> (N, T - 1, <see cref="PictureBatch.MapWidth"/>).</summary>
    public Tensor Map(Tensor patches) => map.forward(map_norm.forward(patches));

    /// <summary>Scores of the classes: (N, D) -> (N, 3).</summary>
    public Tensor Classes(Tensor pooled) => classes.forward(pooled);

    /// <summary>Scores of the signs: (N, D) -> (N, 3).</summary>
    public Tensor Signs(Tensor pooled) => signs.forward(pooled);
}
