using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Positions of the transformer pooling are millimetres, and slices at the table's step read it as an index does.</summary>
public class TransformerPositionsTests
{
    private const double StepMm = 2.5;

    public TransformerPositionsTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void Forward_SlicesAtTheStep_AgreesWithAReferenceThatReadsItsTableByIndex()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using GoldenTensors golden = new("train", "aggregators.safetensors");
        torch.Tensor rows = golden.Read("in.embeddings")[0]; // (8, 16, 32)
        torch.Tensor mask = golden.Read("in.mask")[0].to(torch.@bool);
        torch.Tensor positions = (torch.arange(16, dtype: torch.float32) * StepMm) - 117;
        foreach (string state in new[] { "init", "final" })
        {
            PoolingModule module = SlicePooling.Parse("transformer:layers=1,heads=4,inner=48,positions=learned,step=2.5,knots=16").CreateModule(32, 3);
            PoolingParameter.Fill(module, [.. Parameters(golden, $"transformer.{state}.")]);
            PooledBags pooled = TrainedPoolingRig.Pool(module, new BagBatch(rows, mask, positions.expand(8, 16)));
            golden.AssertClose(state == "init" ? "transformer.first_pooled" : "transformer.final_pooled", pooled.Vectors, 2e-5);
        }
    }

    [Theory]
    [InlineData("positions=learned,step=2.5,knots=6")]
    [InlineData("positions=sinusoidal,step=2.5")]
    public void Forward_Positions_AreCodesAddedToTheRows(string positions)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        const string Shape = "transformer:layers=2,heads=2,inner=12,norm=pre,readout=mean,";
        PoolingModule module = TrainedPoolingRig.Create(Shape + positions, width: 8);
        PoolingModule plain = TrainedPoolingRig.Create(Shape + "positions=none", width: 8);
        PoolingParameter.Fill(plain, [.. PoolingParameter.Of(module).Where(p => !p.Name.StartsWith("positions.", StringComparison.Ordinal))]);
        PoolingParameter.Fill(module, PoolingParameter.Of(module)); // rounded to float32, as the other's
        BagBatch bags = TrainedPoolingRig.Single(TrainedPoolingRig.Bags(3, 9, 8, 9), 0);
        double[] mm = TrainedPoolingRig.Values(bags.PositionsMm!);
        PoolingParameter code = PoolingParameter.Of(module).Single(p => p.Name.StartsWith("positions.", StringComparison.Ordinal));
        double[][] codes = [.. mm.Select(p => positions.Contains("learned", StringComparison.Ordinal) ? Learned((p - mm.Min()) / 2.5, code.Values) : Sines((p - mm.Min()) / 2.5, code.Values[0]))];
        torch.Tensor moved = bags.Rows + torch.tensor(codes.SelectMany(c => c).ToArray(), 1, 9, 8);
        double[] expected = TrainedPoolingRig.Values(TrainedPoolingRig.Pool(plain, new BagBatch(moved, bags.Mask)).Vectors);
        double[] actual = TrainedPoolingRig.Values(TrainedPoolingRig.Pool(module, bags).Vectors);
        TrainedPoolingRig.AssertClose(expected, actual, 1e-11, positions);
    }

    private static IEnumerable<PoolingParameter> Parameters(GoldenTensors golden, string prefix)
    {
        foreach (string stored in golden.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && !n.Contains(".head.", StringComparison.Ordinal)))
        {
            using torch.Tensor tensor = golden.Read(stored);
            float[] values = tensor.data<float>().ToArray();
            string name = stored[prefix.Length..];
            if (name == "pos_embed")
            {
                yield return new PoolingParameter("cls_position", [1, 32], values[..32]);
                yield return new PoolingParameter("positions.table", [16, 32], values[32..]);
            }
            else
            {
                yield return name switch
                {
                    "cls_token" => new PoolingParameter("cls", [1, 32], values),
                    _ when name.StartsWith("encoder.", StringComparison.Ordinal) => new PoolingParameter($"enc.{name["encoder.".Length..]}", [.. tensor.shape], values),
                    _ => new PoolingParameter($"enc.{name}", [.. tensor.shape], values),
                };
            }
        }
    }

    // A table of 6 rows of 8, linear between them, the last beyond its end.
    private static double[] Learned(double steps, float[] table)
    {
        double place = Math.Min(steps, 5);
        int row = Math.Min((int)place, 4);
        return [.. Enumerable.Range(0, 8).Select(i => (table[(row * 8) + i] * (1 - (place - row))) + (table[((row + 1) * 8) + i] * (place - row)))];
    }

    private static double[] Sines(double steps, double gain) =>
        [.. Enumerable.Range(0, 8).Select(i => gain * (i % 2 == 0 ? Math.Sin(steps / Math.Pow(10000, i / 8.0)) : Math.Cos(steps / Math.Pow(10000, (i - 1) / 8.0))))];
}
