namespace CtVlm.MLNet.Torch;

/// <summary>A mean weighted by learnt attention: a = softmax(w . tanh(V x + bV) + bw) over the slices, y = sum of a x.</summary>
/// <param name="training">How it is trained.</param>
/// <param name="hidden">H, width of the attention's inner layer.</param>
/// <remarks><b>Source:</b> Ilse, Tomczak and Welling, arXiv 1802.04712, equation 8, with biases.</remarks>
internal sealed class AttentionPooling(PoolingTraining training, int hidden) : TrainedPooling(training)
{
    public const string PoolingName = "attention";

    public const int DefaultHidden = 128;

    private readonly int _hidden = AttentionModule.CheckHidden(hidden);

    public override string Name => PoolingName;

    public override bool HasSliceWeights => true;

    private protected override PoolingArguments Arguments => new((AttentionModule.HiddenArgument, PoolingArguments.Text(_hidden)));

    public override int GetOutputWidth(int width) => width;

    internal override PoolingModule CreateModule(int width, int classCount) => new AttentionModule(width, _hidden, isGated: false);

    internal override IReadOnlyList<PoolingParameter> ToMean(IReadOnlyList<PoolingParameter> parameters) => AttentionModule.ToMean(parameters);
}
