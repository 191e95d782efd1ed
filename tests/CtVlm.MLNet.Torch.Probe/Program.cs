using CtVlm.MLNet.Torch;
using CtVlm.MLNet.Torch.Probe;
using TorchSharp;

// With the arguments "load FOLDER" or "hash FOLDER": see LoadProbe. "train CHECKPOINT": see TrainProbe. Without any: loads libtorch as the environment says and prints, one a line: 1 + 1, whether a patched copy is in use, its path, libtorch's path.
try
{
    TorchRuntime.EnsureLoaded();
    if (args is ["train", string checkpoint])
    {
        TrainProbe.Run(checkpoint);
        return 0;
    }

    if (args is [string verb, string folder])
    {
        LoadProbe.Run(folder, loads: verb == "load");
        return 0;
    }

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
