using System.Globalization;
using System.Text.Json;
using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>A golden file: inputs, and what every stage of an encoder gives for them. Verification/README.md says what it holds.</summary>
internal sealed class GoldenEncoderFile : IDisposable
{
    /// <summary>The format that this version reads and writes.</summary>
    public const string Format = "ctvlm-verify-1";

    /// <summary>The tensor of the pixels.</summary>
    public const string PixelsName = "in.pixels";

    /// <summary>The tolerance where a file states none.</summary>
    public const double DefaultTolerance = 1e-4;

    /// <summary>What is added to a stage's name for the mean over its tokens.</summary>
    public const string MeanSuffix = ".mean";

    private const int MaximumInputs = 256;

    private readonly SafetensorsFile _file;

    private GoldenEncoderFile(SafetensorsFile file)
    {
        _file = file;
        Require("format", format => format == Format, Format);
        Tolerance = file.Metadata.ContainsKey("tolerance") ? double.Parse(Require("tolerance", IsTolerance, "a number above 0"), CultureInfo.InvariantCulture) : DefaultTolerance;
        Stages = [.. file.Entries.Select(e => e.Name).Where(name => name != PixelsName)];
        string[] texts = ReadTexts();
        Inputs = new VerificationInputs(ReadPixels(), texts);
    }

    /// <summary>Full path of the file.</summary>
    public string Path => _file.Path;

    /// <summary>Who computed the values; may be empty.</summary>
    public string Producer => _file.Metadata.GetValueOrDefault("producer", "");

    /// <summary>Hash of the encoder that the values were computed with; null where the file does not say.</summary>
    public string? EncoderHash => _file.Metadata.GetValueOrDefault("encoder_hash");

    /// <summary>The largest difference that passes.</summary>
    public double Tolerance { get; }

    /// <summary>The inputs; owned by the file.</summary>
    public VerificationInputs Inputs { get; }

    /// <summary>Names of the stages that the file holds values of.</summary>
    public IReadOnlyList<string> Stages { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="WeightsException">It is missing, damaged or not such a file.</exception>
    public static GoldenEncoderFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new WeightsException(
                $"Golden file {path}: there is no such file, so there is nothing to compare the encoder with. 'ctvlm verify FOLDER --make' writes one of what this machine computes now; a few lines of Python, in src/CtVlm.MLNet.Torch/Verification/README.md, write one of what a reference computes.");
        }

        SafetensorsFile file = SafetensorsFile.Open(path);
        try
        {
            return new GoldenEncoderFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Refuses pixels that are not of an encoder's size.</summary>
    /// <exception cref="WeightsException">They are not.</exception>
    public void CheckPixels(VlmEncoder encoder)
    {
        if (Inputs.Pixels is torch.Tensor pixels && encoder.HasVision)
        {
            int size = encoder.Vision.Preprocessing.ImageSize;
            if (pixels.shape[1] != 3 || pixels.shape[2] != size || pixels.shape[3] != size)
            {
                throw Invalid($"'{PixelsName}' must be (N, 3, {size}, {size}) for encoder '{encoder.Name}', got ({string.Join(", ", pixels.shape)})");
            }
        }
    }

    /// <summary>Whether there are values of a stage.</summary>
    public bool Has(string stage) => Stages.Contains(stage);

    /// <summary>The values of a stage, owned by the caller.</summary>
    public torch.Tensor Read(string stage)
    {
        SafetensorsEntry entry = _file.GetEntry(stage);
        torch.Tensor tensor = torch.empty([.. entry.Shape], TorchTypes.FromSafetensors(Path, entry));
        if (entry.ByteCount > 0)
        {
            _file.GetBytes(entry).CopyTo(tensor.bytes);
        }

        return tensor;
    }

    public void Dispose()
    {
        Inputs.Dispose();
        _file.Dispose();
    }

    private torch.Tensor? ReadPixels()
    {
        if (!_file.Entries.Any(e => e.Name == PixelsName))
        {
            return null;
        }

        using torch.Tensor pixels = Read(PixelsName);
        bool isBatch = pixels.dim() == 4 && pixels.shape[0] is >= 1 and <= MaximumInputs && pixels.is_floating_point();
        return isBatch
            ? pixels.to(torch.ScalarType.Float32, copy: true)
            : throw Invalid($"'{PixelsName}' must be a floating-point tensor (N, 3, S, S) of 1 to {MaximumInputs} images, got {pixels.dtype} ({string.Join(", ", pixels.shape)})");
    }

    private string[] ReadTexts()
    {
        if (!_file.Metadata.TryGetValue("texts", out string? json))
        {
            return [];
        }

        try
        {
            string[]? texts = JsonSerializer.Deserialize<string[]>(json);
            return texts is { Length: >= 1 and <= MaximumInputs } && !texts.Contains(null)
                ? texts
                : throw Invalid($"the metadata 'texts' must be a JSON array of 1 to {MaximumInputs} texts");
        }
        catch (JsonException e)
        {
            throw Invalid($"the metadata 'texts' must be a JSON array of texts: {e.Message}", e);
        }
    }

    private string Require(string key, Func<string, bool> isGood, string expected)
    {
        string value = _file.Metadata.GetValueOrDefault(key, "");
        return isGood(value) ? value : throw Invalid($"the metadata '{key}' must be {expected}, got '{(value.Length > 40 ? value[..40] + "..." : value)}'");
    }

    private static bool IsTolerance(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value);

    private WeightsException Invalid(string what, Exception? inner = null) =>
        new($"Golden file {_file.Path}: {what}. Make it again with 'ctvlm verify FOLDER --make', or correct the script that writes it.", inner);
}
