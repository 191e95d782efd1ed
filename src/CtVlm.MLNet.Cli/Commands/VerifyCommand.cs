using System.CommandLine;
using System.Globalization;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary><c>ctvlm verify</c>: an encoder folder against golden vectors beside it.</summary>
internal static class VerifyCommand
{
    /// <summary>Makes the verb.</summary>
    public static Command Create(ToolConsole console)
    {
        Argument<string> folder = new("FOLDER") { Description = "The folder of the encoder, as its publisher ships it." };
        Option<bool> make = new("--make") { Description = "First write the golden file, of what this machine computes now. A file that another program wrote is never replaced." };
        Option<string?> golden = new("--golden") { HelpName = "FILE.safetensors", Description = $"The golden file. Default: {EncoderVerification.FileName} in the folder. Its format is in src/CtVlm.MLNet.Torch/Verification/README.md; Python writes one too." };
        Option<string?> tolerance = new("--tolerance") { HelpName = "X", Description = "Largest difference that passes. Default: what the golden file says, else 0.0001." };
        Option<string> compute = CommonOptions.Compute();
        Option<string> device = CommonOptions.Device();
        Option<bool> json = CommonOptions.Json();
        Command command = new(
            "verify",
            "Run an encoder on the inputs of a golden file and compare every stage of both towers. Ends with 1 when one differs, and names the first.")
        {
            folder, make, golden, tolerance, compute, device, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            Func<EncoderVerificationOptions> options = Read(
                parsed.GetValue(golden), parsed.GetValue(tolerance), parsed.GetRequiredValue(compute), parsed.GetRequiredValue(device), cancellationToken);
            return Task.Run(() => Run(console, parsed.GetRequiredValue(folder), options, parsed.GetValue(make), parsed.GetValue(json)), cancellationToken);
        });
        return command;
    }

    private static int Run(ToolConsole console, string folder, Func<EncoderVerificationOptions> read, bool makes, bool json)
    {
        ToolTorch.EnsureLoaded();
        EncoderVerificationOptions options = read();
        if (makes)
        {
            string made = EncoderVerification.Make(folder, options);
            console.Error.WriteLine($"{made}: {PlainText.Number(new FileInfo(made).Length)} bytes written");
        }

        EncoderVerificationReport report = EncoderVerification.Verify(folder, options);
        if (json)
        {
            JsonOutput.Write(console.Out, VerifyDocument.Create(report));
        }
        else
        {
            VerifyTable.Write(console, report);
        }

        if (report.Passed)
        {
            return ExitCode.Done;
        }

        console.Fail($"{report.Encoder}: {report}.");
        return ExitCode.Failed;
    }

    // Usage is checked before libtorch is loaded; the device is resolved after.
    private static Func<EncoderVerificationOptions> Read(string? golden, string? tolerance, string compute, string device, CancellationToken cancellationToken)
    {
        int? gpu = CommonOptions.ReadDevice(device);
        EncoderVerificationOptions options = new()
        {
            GoldenFile = golden,
            Tolerance = tolerance is null ? null : ReadTolerance(tolerance),
            Precision = CommonOptions.ReadCompute(compute),
            CancellationToken = cancellationToken,
        };
        return () => options with { Device = TorchDevices.Resolve(gpu, fallbackToCpu: false) };
    }

    private static double ReadTolerance(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)
        ? value
        : throw new UsageException($"--tolerance must be a number above 0, got '{text}'.");
}
