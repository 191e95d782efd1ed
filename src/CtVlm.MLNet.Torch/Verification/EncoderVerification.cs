namespace CtVlm.MLNet.Torch;

/// <summary>Compares an encoder folder with golden values beside it, stage by stage; and makes such values.</summary>
/// <remarks>The format of the golden file is in Verification/README.md; a few lines of Python write one from what a reference computes.</remarks>
public static class EncoderVerification
{
    /// <summary>The golden file's name in an encoder's folder.</summary>
    public const string FileName = "ctvlm_verify.safetensors";

    /// <summary>Runs the encoder on the golden file's inputs and compares every stage that the file holds.</summary>
    /// <param name="folder">The encoder's folder, as <see cref="VlmEncoder.FromFolder"/> takes it.</param>
    /// <param name="options">Where and how; null for the CPU and the file in the folder.</param>
    /// <returns>The report. A difference is a result, not an exception.</returns>
    /// <exception cref="WeightsException">The encoder cannot be loaded; or the golden file is missing, damaged, or of another kind of encoder.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public static EncoderVerificationReport Verify(string folder, EncoderVerificationOptions? options = null)
    {
        options ??= new EncoderVerificationOptions();
        VlmEncoder encoder = Open(folder, options);
        using GoldenEncoderFile golden = GoldenEncoderFile.Open(Locate(folder, options));
        golden.CheckPixels(encoder);
        StageComparer comparer = new(golden, options.Tolerance ?? golden.Tolerance);
        new EncoderTrace(encoder, options).Run(golden.Inputs, comparer.Compare);
        string hash = encoder.GetHash();
        return new EncoderVerificationReport
        {
            Encoder = encoder.Name,
            Hash = hash,
            GoldenFile = golden.Path,
            Producer = golden.Producer,
            IsSameEncoder = golden.EncoderHash is string expected ? expected == hash : null,
            Stages = comparer.Finish(),
        };
    }

    /// <summary>Runs the encoder on made-up inputs and keeps what every stage gives: for finding out later, or elsewhere, whether it still does.</summary>
    /// <param name="folder">The encoder's folder, as <see cref="VlmEncoder.FromFolder"/> takes it.</param>
    /// <param name="options">Where and how; null for the CPU and the file in the folder, which is replaced if it was made so.</param>
    /// <returns>Full path of the file.</returns>
    /// <exception cref="WeightsException">The encoder cannot be loaded; or the file is there and another program wrote it.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was cancelled.</exception>
    public static string Make(string folder, EncoderVerificationOptions? options = null)
    {
        options ??= new EncoderVerificationOptions();
        VlmEncoder encoder = Open(folder, options);
        string path = Locate(folder, options);
        GoldenEncoderWriter.CheckReplaceable(path);
        using VerificationInputs inputs = VerificationInputs.Create(encoder);
        using StageCollector collector = new();

        new EncoderTrace(encoder, options).Run(inputs, collector.Collect);
        GoldenEncoderWriter.Write(path, inputs, collector.Stages, encoder.GetHash(), options.Tolerance ?? GoldenEncoderFile.DefaultTolerance);
        return path;
    }

    private static VlmEncoder Open(string folder, EncoderVerificationOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (options.Tolerance is double tolerance && !(tolerance > 0 && double.IsFinite(tolerance)))
        {
            throw new ArgumentOutOfRangeException(nameof(options), tolerance, "Tolerance must be a number above 0.");
        }

        VlmEncoder encoder = VlmEncoder.FromFolder(folder);
        TorchRuntime.EnsureLoaded();
        return encoder;
    }

    private static string Locate(string folder, EncoderVerificationOptions options) =>
        Path.GetFullPath(options.GoldenFile ?? EncoderFolder.Find(folder).File(FileName));
}
