using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>y = x W^T + b. Unlike torch's own it leaves its weights unset, and so draws no random numbers before a checkpoint fills them.</summary>
internal sealed partial class LinearLayer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <summary>A map of vectors of one width to another.</summary>
    public LinearLayer(long inputWidth, long outputWidth, bool hasBias = true)
        : base(nameof(LinearLayer))
    {
        weight = Unset.Parameter(outputWidth, inputWidth);
        bias = hasBias ? Unset.Parameter(outputWidth) : null;
        _hasMasters = Masters.Are(weight, bias);
        RegisterComponents();
    }

    /// <summary>(..., Din) -> (..., Dout).</summary>
    public override Tensor forward(Tensor input) => _hasMasters ? WithMasters(input) : _branch is null ? DenseMap.Apply(input, weight, bias) : WithBranch(input, _branch);

    /// <summary>a x W^T + c b: the factors cost nothing, for the matrix product applies them as it writes. (..., Din) -> (..., Dout).</summary>
    /// <param name="input">x.</param>
    /// <param name="productFactor">a.</param>
    /// <param name="biasFactor">c.</param>
    public Tensor Scaled(Tensor input, float productFactor, float biasFactor)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = input.reshape(-1, input.shape[^1]); // (..., Din) -> (R, Din)
        Tensor mapped = DenseMap.Apply(rows, Used(weight, rows), bias is null ? null : Used(bias, rows), productFactor, biasFactor); // -> (R, Dout)
        _branch?.AddTo(rows, mapped, productFactor);
        return mapped.view([.. input.shape[..^1], mapped.shape[1]]).MoveToOuterDisposeScope(); // -> (..., Dout)
    }
}
