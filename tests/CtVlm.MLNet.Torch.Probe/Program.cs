using CtVlm.MLNet.Torch;
using TorchSharp;

// Loads libtorch as the environment says and prints, one a line: 1 + 1, whether a patched copy is in use, its path, libtorch's path.
try
{
    TorchRuntime.EnsureLoaded();
    TorchRuntime.EnsureLoaded(new TorchRuntimeOptions { Threads = 1 });
    using torch.Tensor sum = torch.ones(1) + 1;
    TorchRuntimeReport report = TorchRuntime.Describe();
    Console.WriteLine(sum.ToSingle());
    Console.WriteLine(report.IsPatched);
    Console.WriteLine(report.NativeLibraryPath);
    Console.WriteLine(report.LibtorchPath);
    return report.IsLoaded && report.Threads == 1 ? 0 : 3;
}
catch (TorchRuntimeException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
