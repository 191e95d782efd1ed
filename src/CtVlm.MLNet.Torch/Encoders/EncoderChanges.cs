using System.Text.Json;
using System.Text.Json.Serialization;

namespace CtVlm.MLNet.Torch;

/// <summary>What the options change about the encoder of a folder: its weights, its hash, and how a saved model names it.</summary>
internal sealed class EncoderChanges
{
    /// <summary>The kind that saved models have for a folder with options.</summary>
    public const string Kind = "folder-with-options";

    /// <summary>The subfolder of a copied encoder that holds the adapter.</summary>
    public const string AdapterFolder = "adapter";

    private const string HashVersion = "ctvlm-encoder-options-1";

    // An option that is not used leaves no trace: hashes stay as they are when options are added.
    private static readonly JsonSerializerOptions s_json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    private readonly VlmEncoderOptions _options;
    private readonly LoraAdapter? _adapter;

    /// <summary>Reads the adapter's configuration, where there is one.</summary>
    /// <exception cref="WeightsException">The adapter's files are missing or not supported.</exception>
    public EncoderChanges(VlmEncoderOptions options)
    {
        _options = options;
        _adapter = options.AdapterFolder is string folder ? LoraAdapter.Open(folder) : null;
    }

    private bool IsPlain => _options == new VlmEncoderOptions();

    /// <summary>Reads what a saved model keeps.</summary>
    /// <exception cref="WeightsException">It is not such a description.</exception>
    public static EncoderDescription Parse(string location)
    {
        try
        {
            return JsonSerializer.Deserialize<EncoderDescription>(location, s_json) is { Folder.Length: > 0, Adapter: null or { Name: not null, Folder.Length: > 0, Hash: not null } } description
                ? description
                : throw new JsonException("no folder of the encoder, or of its adapter");
        }
        catch (JsonException e)
        {
            throw new WeightsException($"Encoder of a folder with options: its saved description is not the JSON that is expected: {e.Message} Save the model again.", e);
        }
    }

    /// <summary>Lays the adapter over the weights, where there is one.</summary>
    /// <returns>What is disposed when the weights are no longer read; null where nothing is.</returns>
    /// <exception cref="WeightsException">The adapter does not fit the weights.</exception>
    public IDisposable? ApplyTo(Checkpoint weights)
    {
        LoraOverlay? overlay = _adapter?.OpenOver(weights);
        weights.Overlay = overlay;
        return overlay;
    }

    /// <summary>Copies the adapter's files into a folder's subfolder, where there is one.</summary>
    public void CopyFiles(string folder)
    {
        if (_adapter is not null)
        {
            _adapter.CopyTo(Path.Combine(folder, AdapterFolder));
        }
    }

    /// <summary>The encoder's hash.</summary>
    /// <param name="folderHash">The hash of the folder alone.</param>
    public string ToHash(string folderHash) => IsPlain ? folderHash : EncoderHash.OfText(HashVersion, JsonSerializer.Serialize(Describe(folderHash), s_json));

    /// <summary>What a saved model keeps.</summary>
    /// <param name="name">The encoder's name.</param>
    /// <param name="folder">Full path of its folder.</param>
    /// <param name="hash">The encoder's hash.</param>
    public EncoderReference ToReference(string name, string folder, string hash) => IsPlain
        ? new EncoderReference(FolderEncoderSource.Kind, name, folder, hash)
        : new EncoderReference(Kind, name, JsonSerializer.Serialize(Describe(folder) with { Adapter = DescribeAdapter() }, s_json), hash);

    // For the hash, what counts of the adapter is its content.
    private EncoderDescription Describe(string folder) => new(folder, _options.ImageSize, _adapter is null ? null : new AdapterDescription("", "", _adapter.GetHash()));

    private AdapterDescription? DescribeAdapter() => _adapter is null ? null : new AdapterDescription(_adapter.Name, _adapter.Path, _adapter.GetHash());
}
