using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Cuts an image into square patches and maps each to a vector.</summary>
/// <remarks><b>Source:</b> Dosovitskiy et al., arXiv 2010.11929, section 3.1.</remarks>
internal sealed class PatchConvolution : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long[] _stride;
    private readonly bool _hasMasters;

    /// <summary>Patches of a side length in pixels.</summary>
    public PatchConvolution(long channels, long width, long patchSize, bool hasBias)
        : base(nameof(PatchConvolution))
    {
        weight = Unset.Parameter(width, channels, patchSize, patchSize);
        bias = hasBias ? Unset.Parameter(width) : null;
        _stride = [patchSize, patchSize];
        _hasMasters = Masters.Are(weight, bias);
        RegisterComponents();
    }

    /// <summary>(N, C, H, W) -> (N, T, D) with T patches in row-major order.</summary>
    public override Tensor forward(Tensor input)
    {
        using Tensor grid = _hasMasters ? WithMasters(input) : nn.functional.conv2d(input, weight, bias, _stride); // (N, C, H, W) -> (N, D, H/P, W/P)
        using Tensor flat = grid.flatten(2); // -> (N, D, T)
        return flat.transpose(1, 2); // -> (N, T, D)
    }

    private Tensor WithMasters(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.conv2d(input, weight.Like(input), bias?.Like(input), _stride).MoveToOuterDisposeScope();
    }
}
