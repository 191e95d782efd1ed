using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Reads golden tensors and compares with them.</summary>
internal sealed class GoldenTensors : IDisposable
{
    private readonly SafetensorsFile _file;

    public GoldenTensors(params string[] path)
    {
        TorchRuntime.EnsureLoaded();
        _file = SafetensorsFile.Open(GoldenFiles.Path(path));
    }

    public IEnumerable<string> Names => _file.Entries.Select(e => e.Name);

    public torch.Tensor Read(string name)
    {
        SafetensorsEntry entry = _file.GetEntry(name);
        torch.Tensor tensor = torch.empty([.. entry.Shape], TorchTypes.FromSafetensors(_file.Path, entry));
        _file.GetBytes(entry).CopyTo(tensor.bytes);
        return tensor;
    }

    public void AssertClose(string name, torch.Tensor actual, double tolerance)
    {
        using torch.Tensor expected = Read(name);
        Assert.Equal(expected.shape, actual.shape);
        using torch.Tensor difference = (expected - actual.cpu()).abs();
        double largest = difference.max().ToDouble();
        Assert.True(largest <= tolerance, $"{name}: largest difference {largest:g3}, tolerance {tolerance:g3}.");
    }

    public void Dispose() => _file.Dispose();
}
