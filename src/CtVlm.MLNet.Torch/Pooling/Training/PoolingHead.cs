using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>The linear map from pooled vectors to the scores that a loss compares with classes; it is used in training only.</summary>
/// <remarks>Nominal: a row a class. CORN: a row a step between grades. CORAL: one row for all steps, and a threshold a step, so that the scores keep their order.</remarks>
internal sealed class PoolingHead : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter bias;

    /// <summary>A head over vectors of K values.</summary>
    public PoolingHead(int width, int classCount, PoolingTarget target)
        : base(nameof(PoolingHead))
    {
        int scores = ClassLoss.GetScoreCount(target, classCount);
        weight = Unset.Parameter(target == PoolingTarget.Coral ? 1 : scores, width);
        bias = Unset.Parameter(scores);
        RegisterComponents();
    }

    /// <summary>Fills the parameters, from a generator and nothing else.</summary>
    public void Initialize(Generator generator)
    {
        UniformStart.Fill(weight, weight.shape[1], generator);
        UniformStart.Fill(bias, weight.shape[1], generator);
    }

    /// <summary>(B, K) -> (B, S).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return input.matmul(weight.t()).Plus(bias).MoveToOuterDisposeScope();
    }
}
