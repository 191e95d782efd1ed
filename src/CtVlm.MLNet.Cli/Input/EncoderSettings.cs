using System.Globalization;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Cli;

/// <summary>The encoder that was asked for.</summary>
/// <param name="Name">A folder, or seed:N.</param>
/// <param name="AdapterFolder">An adapter; null for none.</param>
/// <param name="ImageSize">Side of the input, pixels; null for the model's own.</param>
internal sealed record EncoderSettings(string Name, string? AdapterFolder, int? ImageSize)
{
    private const string SeedPrefix = "seed:";

    /// <summary>Opens it for images.</summary>
    /// <exception cref="UsageException">It is not of the known form, or has no vision tower.</exception>
    public VlmEncoder OpenForImages()
    {
        VlmEncoder encoder = Open();
        return encoder.HasVision
            ? encoder
            : throw new UsageException($"--encoder: '{encoder.Name}' reads texts only and embeds no series. Name a column of texts with --text, or another encoder.");
    }

    /// <summary>Opens it for texts.</summary>
    /// <exception cref="UsageException">It is not of the known form, or has no text tower.</exception>
    public VlmEncoder OpenForTexts()
    {
        VlmEncoder encoder = Open();
        return encoder.TextWidth is not null
            ? encoder
            : throw new UsageException($"--encoder: '{encoder.Name}' has no text tower, so --text cannot use it. Leave --text out, or name another encoder.");
    }

    private VlmEncoder Open()
    {
        bool isSeed = Name.StartsWith(SeedPrefix, StringComparison.Ordinal);
        if (!isSeed && Name.Length > 0)
        {
            return OpenFolder();
        }

        if (AdapterFolder is not null || ImageSize is not null)
        {
            throw new UsageException($"--adapter and --image-size go with an encoder's folder, not with {Name}.");
        }

        return isSeed && int.TryParse(Name.AsSpan(SeedPrefix.Length), CultureInfo.InvariantCulture, out int seed)
            ? VlmEncoder.FromSeed(seed)
            : throw new UsageException($"--encoder must be a folder or seed:N with a whole number N, got '{Name}'.");
    }

    private VlmEncoder OpenFolder()
    {
        try
        {
            return VlmEncoder.FromFolder(Name, new VlmEncoderOptions { AdapterFolder = AdapterFolder, ImageSize = ImageSize });
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(PlainText.Reason(exception));
        }
    }
}
