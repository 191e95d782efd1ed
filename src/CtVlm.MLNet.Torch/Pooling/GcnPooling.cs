using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Graph convolutions over the slices, then the mean: h becomes relu(D^-1/2 A D^-1/2 h W' + b), A the edges with each slice's own, D their number.</summary>
/// <remarks><b>Source:</b> Kipf and Welling, arXiv 1609.02907, equation 2.</remarks>
internal sealed class GcnPooling : GraphPooling
{
    public const string PoolingName = "gcn";

    private readonly int _layers;
    private readonly int _hiddenWidth;

    public GcnPooling(PoolingTraining training, int layers, int hiddenWidth, SliceGraph graph)
        : base(training, graph)
    {
        _layers = PoolingBounds.Require(layers, 1, 8, nameof(layers));
        _hiddenWidth = PoolingBounds.Require(hiddenWidth, 1, PoolingBounds.MaxWidth, nameof(hiddenWidth));
    }

    public override string Name => PoolingName;

    private protected override PoolingArguments Arguments =>
        new([("layers", PoolingArguments.Text(_layers)), ("width", PoolingArguments.Text(_hiddenWidth)), .. Graph.ToArguments()]);

    public override int GetOutputWidth(int width) => _hiddenWidth;

    internal override PoolingModule CreateModule(int width, int classCount) => new GcnModule(width, _layers, _hiddenWidth, Graph);

    private sealed class GcnModule : PoolingModule
    {
        private readonly ModuleList<LinearLayer> layers;
        private readonly SliceGraph _graph;

        public GcnModule(int width, int count, int hiddenWidth, SliceGraph graph)
            : base(nameof(GcnModule))
        {
            layers = new ModuleList<LinearLayer>([.. Enumerable.Range(0, count).Select(i => new LinearLayer(i == 0 ? width : hiddenWidth, hiddenWidth))]);
            _graph = graph;
            RegisterComponents();
        }

        public override void Initialize(Generator generator) => ParameterStart.Fill(this, generator);

        private protected override PooledBags Pool(BagBatch bags)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor edges = _graph.Edges(bags, PoolingName).to(bags.Rows.dtype); // (B, N, N)
            Tensor root = edges.sum(2, keepdim: true).rsqrt(); // (B, N, 1); every row has itself
            Tensor mixing = edges * root * root.transpose(1, 2);
            Tensor hidden = bags.ZeroedRows;
            foreach (LinearLayer layer in layers)
            {
                hidden = layer.forward(matmul(mixing, hidden)).relu(); // (B, N, D) -> (B, N, K)
            }

            Tensor valid = hidden.Filled(bags.RowMask.logical_not(), 0);
            return new(valid.sum(1).div(bags.Counts).MoveToOuterDisposeScope()); // -> (B, K)
        }
    }
}
