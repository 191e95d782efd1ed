using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>For the tokens of a picture: the first token, and the mean of those after the prefix.</summary>
/// <remarks><b>Source:</b> Oquab et al., DINOv2, arXiv 2304.07193, appendix B.3; registers, Darcet et al., arXiv 2309.16588.</remarks>
internal sealed class ClsPatchMeanPooling : SlicePooling
{
    public const string PoolingName = "clspatchmean";
    public const int StandardPrefix = 1;

    private readonly int _prefixTokens;

    public ClsPatchMeanPooling(int prefixTokens)
    {
        _prefixTokens = prefixTokens >= 1 ? prefixTokens : throw new ArgumentOutOfRangeException(nameof(prefixTokens), prefixTokens, "The class token is a prefix token: 1 or more.");
    }

    public override string Name => PoolingName;

    public override bool IsPermutationInvariant => false;

    private protected override PoolingArguments Arguments => new(("prefix", PoolingArguments.Text(_prefixTokens)));

    public static ClsPatchMeanPooling Create(PoolingArguments arguments) => new(arguments.Count("prefix", StandardPrefix));

    public override int GetOutputWidth(int width) => checked(2 * width);

    internal override PoolingModule CreateModule(int width, int classCount) => new ClsPatchMeanModule(_prefixTokens);

    private sealed class ClsPatchMeanModule(int prefixTokens) : PoolingModule(nameof(ClsPatchMeanModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor places = PoolingRows.Places(bags); // (B, N)
            Tensor isPatch = places.IsAtLeast(prefixTokens).logical_and(bags.Mask);
            Tensor hasNone = isPatch.any(1, keepdim: true).logical_not(); // (B, 1)
            isPatch = isPatch.logical_or(bags.Mask.logical_and(hasNone)); // a bag of prefix tokens alone gives their mean
            Tensor first = PoolingRows.MeanOf(bags, places.IsEqualTo(0).logical_and(bags.Mask)); // (B, D)
            return new(cat([first, PoolingRows.MeanOf(bags, isPatch)], 1).MoveToOuterDisposeScope()); // -> (B, 2 D)
        }
    }
}
