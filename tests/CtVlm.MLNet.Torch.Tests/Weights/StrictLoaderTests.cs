using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class StrictLoaderTests
{
    public StrictLoaderTests() => TorchRuntime.EnsureLoaded();

    [Fact]
    public void Load_EveryKindOfDifference_IsReportedTogether()
    {
        using TemporaryFolder folder = new();
        using Checkpoint checkpoint = Open(folder, ("weight", SafetensorsType.Int8, [3, 2]), ("other", SafetensorsType.Float32, [1]), ("early.position_ids", SafetensorsType.Int64, [1]));
        using torch.nn.Module module = torch.nn.Linear(3, 2);
        WeightsException e = Assert.Throws<WeightsException>(() => StrictLoader.Load(module, checkpoint, [new("*.position_ids", "a buffer of early files")]));
        Assert.Contains(
            "1 missing: bias. 1 unexpected: other. 1 misshapen: weight (expected [2, 3], got [3, 2]). 1 mistyped: weight (expected a floating-point type, got I8). ",
            e.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SafetensorsType.Float16)]
    [InlineData(SafetensorsType.BFloat16)]
    [InlineData(SafetensorsType.Float64)]
    public void Load_OtherFloatingPoint_IsConverted(SafetensorsType type)
    {
        using TemporaryFolder folder = new();
        using Checkpoint checkpoint = Open(folder, ("weight", type, [2, 3]), ("bias", type, [2]));
        using torch.nn.Module module = torch.nn.Linear(3, 2);
        StrictLoader.Load(module, checkpoint, []);
        Assert.All(module.parameters(), p => Assert.Equal((torch.ScalarType.Float32, 0f), (p.dtype, p.abs().max().ToSingle())));
    }

    private static Checkpoint Open(TemporaryFolder folder, params (string Name, SafetensorsType Type, long[] Shape)[] tensors)
    {
        SafetensorsTensor[] all = [.. tensors.Select(t => new SafetensorsTensor(t.Name, t.Type, t.Shape))];
        using (SafetensorsWriter writer = SafetensorsWriter.Create(folder.File("f.safetensors"), all))
        {
            foreach (SafetensorsTensor tensor in all)
            {
                writer.WriteBytes(tensor.Name, new byte[tensor.ByteCount]);
            }

            writer.Complete();
        }

        return Checkpoint.OpenFile(folder.File("f.safetensors"));
    }
}
