using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <content>A map whose own weights train: they are float32 whatever the activations are, and cast where they are used.</content>
internal sealed partial class LinearLayer
{
    private readonly bool _hasMasters;

    private Tensor WithMasters(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = input.reshape(-1, input.shape[^1]); // (..., Din) -> (R, Din)
        Tensor mapped = DenseMap.Apply(rows, weight.Like(rows), bias?.Like(rows)); // -> (R, Dout)
        _branch?.AddTo(rows, mapped);
        return mapped.view([.. input.shape[..^1], mapped.shape[1]]).MoveToOuterDisposeScope(); // -> (..., Dout)
    }

    private Tensor Used(Tensor parameter, Tensor rows) => _hasMasters ? parameter.Like(rows) : parameter;
}
