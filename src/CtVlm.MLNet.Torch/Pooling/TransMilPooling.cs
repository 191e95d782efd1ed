namespace CtVlm.MLNet.Torch;

/// <summary>
/// A correlated transformer in the style of TransMIL: h = relu(fc x), filled up to a square by the first rows again, a learnt token in front; an attention
/// layer, convolutions over the square as positions (PPEG), a second attention layer, the norm of the token's output.
/// </summary>
/// <remarks>
/// Attention is exact, where the authors' is Nystrom's approximation with a convolution over the values beside it: bags hold hundreds of slices, not tens of
/// thousands of patches, so exact is cheaper. No dropout. The rows lie on the square in the order of the bag, which therefore matters. The weight of a slice is
/// what the token gives it in the second layer, mean over the heads. <b>Source:</b> Shao et al., arXiv 2106.00908, algorithms 2 and 3.
/// </remarks>
internal sealed class TransMilPooling : TrainedPooling
{
    public const string PoolingName = "transmil";

    private readonly int _width;
    private readonly int _heads;

    public TransMilPooling(PoolingTraining training, int width, int heads)
        : base(training)
    {
        _width = PoolingBounds.Require(width, 1, PoolingBounds.MaxWidth, nameof(width));
        _heads = PoolingBounds.Require(heads, 1, PoolingBounds.MaxParts, nameof(heads));
        PoolingBounds.RequireShared(PoolingName, width, heads);
    }

    public override string Name => PoolingName;

    public override bool HasSliceWeights => true;

    public override bool IsPermutationInvariant => false;

    private protected override PoolingArguments Arguments => new(("width", PoolingArguments.Text(_width)), ("heads", PoolingArguments.Text(_heads)));

    public override int GetOutputWidth(int width) => _width;

    internal override PoolingModule CreateModule(int width, int classCount) => new TransMilModule(width, _width, _heads);
}
