namespace CtVlm.MLNet.Torch;

/// <summary>
/// Clustering-constrained attention: h = relu(fc x), gated attention over h, of one branch (SB) or one for each class (MB), z the branches' sums of a h, one
/// behind the other. Training also asks, of each class, a small classifier whether the most attended slices are of the class and the least attended not.
/// </summary>
/// <remarks>
/// Written from the paper; no dropout. <b>Source:</b> Lu et al., arXiv 2004.09666, methods, "Attention-based pooling" and "Instance-level clustering".
/// </remarks>
internal sealed class ClamPooling : TrainedPooling
{
    public const string PoolingName = "clam";

    private readonly ClamShape _shape;

    public ClamPooling(PoolingTraining training, ClamShape shape)
        : base(training)
    {
        shape.Validate();
        _shape = shape;
    }

    public override string Name => PoolingName;

    public override bool HasSliceWeights => true;

    private protected override PoolingArguments Arguments => _shape.ToArguments();

    public override int GetOutputWidth(int width) => checked(_shape.Branches * _shape.Width);

    internal override PoolingModule CreateModule(int width, int classCount)
    {
        if (_shape.Branches > 1)
        {
            PoolingBounds.RequireClasses(Name, nameof(Clam), "branches", _shape.Branches, classCount);
        }

        return new ClamModule(width, classCount, _shape);
    }
}
