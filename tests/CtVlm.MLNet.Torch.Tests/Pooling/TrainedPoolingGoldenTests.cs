using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Trained poolings against the reference: outputs, gradients by the rows and by every parameter, weights; dense, padded and with holes.</summary>
public class TrainedPoolingGoldenTests
{
    private static readonly string[] s_operations = ["mha_query", "pma", "map_head", "transformer", "netvlad", "gcn", "gat"];

    public TrainedPoolingGoldenTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Ids => GeometryCase.Ids("pooling", s_operations);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Forward_GoldenInDouble_Agrees(string id) => Check(id, torch.float64);

    [Theory]
    [MemberData(nameof(Ids))]
    public void Forward_GoldenInSingle_Agrees(string id) => Check(id, torch.float32);

    [Theory]
    [InlineData("netvlad.padded")]
    [InlineData("gcn_k2.padded")]
    [InlineData("gcn_knn_k2.padded")]
    [InlineData("gat_k1.padded")]
    public void Forward_NanInPadding_DoesNotReachTheResult(string id)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        GeometryCase golden = GeometryCase.Find("pooling", id);
        PoolingModule module = Load(golden, torch.float64);
        torch.Tensor rows = GeometryCase.TensorOf("pooling", "edge.nan_padding.x").to(torch.float64);
        PooledBags pooled = TrainedPoolingRig.Pool(module, new BagBatch(rows, golden.Tensor("mask").to(torch.@bool)));
        golden.Check(golden.Tensor("y"), pooled.Vectors, "y", torch.float64);
    }

    private static void Check(string id, torch.ScalarType type)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        GeometryCase golden = GeometryCase.Find("pooling", id);
        PoolingModule module = Load(golden, type);
        torch.Tensor rows = golden.Tensor("x").to(type);
        rows.requires_grad = true;
        PooledBags pooled = module.forward(new BagBatch(rows, golden.Tensor("mask").to(torch.@bool)));
        golden.Check(golden.Tensor("y").flatten(1), pooled.Vectors, "y", type);
        (pooled.Vectors * golden.Tensor("c").to(type).flatten(1)).sum().backward();
        golden.Check(golden.Tensor("grad_x"), rows.grad!, "grad_x", type);
        Dictionary<string, Parameter> parameters = module.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        foreach ((string name, torch.Tensor expected) in golden.Tensors("grad_weights"))
        {
            golden.Check(expected.flatten(), parameters[NameOf(golden.Operation, name)].grad!.flatten(), name, type);
        }

        if (golden.Tensors("extra").TryGetValue("attention", out torch.Tensor? attention))
        {
            golden.Check(attention.mean([1, 2]), pooled.Weights!, "attention", type);
        }
    }

    private static PoolingModule Load(GeometryCase golden, torch.ScalarType type)
    {
        using IDisposable place = Unset.On(torch.CPU, type);
        int width = (int)golden.Tensor("x").shape[2];
        PoolingModule module = SlicePooling.Parse(SpecificationOf(golden)).CreateModule(width, TrainedPoolingRig.Classes);
        PoolingParameter.Fill(module, [.. golden.Tensors("weights").Select(w => new PoolingParameter(NameOf(golden.Operation, w.Key), [.. w.Value.shape], w.Value.data<float>().ToArray()))]);
        foreach (Parameter parameter in module.parameters())
        {
            parameter.requires_grad = true;
        }

        return module;
    }

    private static string SpecificationOf(GeometryCase golden) => golden.Operation switch
    {
        "mha_query" => $"mhaquery:heads={golden.Count("heads")},queries={golden.Count("queries")}",
        "pma" => $"pma:heads={golden.Count("heads")},queries={golden.Count("queries")}",
        "map_head" => $"map:heads={golden.Count("heads")},inner={golden.Count("ff")}",
        "netvlad" => $"netvlad:clusters={golden.Count("clusters")}",
        "gcn" => $"gcn:layers={golden.Count("layers")},width={golden.Tensors("weights")["b0"].shape[0]},hops={golden.Count("hops")},neighbours={(golden.HasParameter("cosine_neighbours") ? golden.Count("cosine_neighbours") : 0)}",
        "gat" => $"gat:heads={golden.Count("heads")},width={golden.Count("head_dim")},hops={golden.Count("hops")}",
        _ => $"transformer:layers={golden.Count("layers")},heads={golden.Count("heads")},inner={golden.Count("ff")},norm={(golden.Parameter("norm_first").GetBoolean() ? "pre" : "post")},readout={golden.Text("readout")}",
    };

    private static string NameOf(string operation, string name) => (operation, name) switch
    {
        ("mha_query", not "query") => $"attention.{name}",
        ("map_head", _) when name.StartsWith("fc", StringComparison.Ordinal) => $"mlp.{name}",
        ("netvlad" or "gat", "W") => "W.weight",
        ("netvlad", "b") => "W.bias",
        ("gcn", ['W', char layer]) => $"layers.{layer}.weight",
        ("gcn", ['b', char layer]) => $"layers.{layer}.bias",
        _ => name,
    };
}
