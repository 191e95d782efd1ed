using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The Fréchet mean of the rows' directions on the sphere.</summary>
/// <remarks><b>Source:</b> Karcher, Riemannian center of mass and mollifier smoothing, 1977; see <see cref="SphericalMean"/>.</remarks>
internal sealed class FrechetPooling : SlicePooling
{
    public const string PoolingName = "frechet";

    public override string Name => PoolingName;

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new FrechetModule();

    private sealed class FrechetModule() : PoolingModule(nameof(FrechetModule))
    {
        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor share = bags.Mask.to(bags.Rows.dtype).div(bags.Counts); // (B, N); padding is a row of zeros of share 0
            return new(SphericalMean.Of(PoolingRows.Unit(bags.ZeroedRows), share).MoveToOuterDisposeScope()); // (B, N, D) -> (B, D)
        }
    }
}
