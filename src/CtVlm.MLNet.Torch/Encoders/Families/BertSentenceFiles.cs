using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>What the files of sentence-transformers say of a text's way to one vector.</summary>
/// <param name="Pooling">How the tokens become one vector; the mean where no file says otherwise.</param>
/// <param name="Normalizes">Whether vectors are divided by their L2 norm; not where no file says so.</param>
/// <param name="ContextLength">Most tokens of a text, both ends included.</param>
/// <param name="Files">Full paths of the files read.</param>
/// <remarks><b>Source:</b> huggingface/sentence-transformers, SentenceTransformer, modules Transformer and Pooling (Apache-2.0).</remarks>
internal sealed record BertSentenceFiles(BertPooling Pooling, bool Normalizes, int ContextLength, IReadOnlyList<string> Files)
{
    /// <summary>The list of a model's modules.</summary>
    public const string ModulesJson = "modules.json";

    private const string SentenceJson = "sentence_bert_config.json";
    private const string PoolingFolder = "1_Pooling";
    private const long MaximumBytes = 1 << 20;
    private const string ModePrefix = "pooling_mode_";

    private static readonly string[] s_modes = ["cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken"];

    /// <summary>Reads the files that a folder has; all of them may be absent.</summary>
    /// <exception cref="WeightsException">They ask for what is not supported.</exception>
    public static BertSentenceFiles Read(EncoderFolder folder, BertConfig config)
    {
        List<string> files = [];
        (string poolingFolder, bool normalizes) = (PoolingFolder, false);
        if (folder.Has(ModulesJson))
        {
            files.Add(folder.File(ModulesJson));
            (poolingFolder, normalizes) = ReadModules(files[^1]);
        }

        string pooling = Path.Combine(folder.Path, poolingFolder, EncoderFolder.ConfigJson);
        if (File.Exists(pooling))
        {
            files.Add(pooling);
        }
        else if (files.Count > 0)
        {
            throw new WeightsException($"Encoder folder {folder.Path}: {ModulesJson} names the pooling module '{poolingFolder}', but its {EncoderFolder.ConfigJson} is missing. Fetch it into that folder.");
        }

        BertPooling mode = File.Exists(pooling) ? ReadPooling(ConfigurationFile.Read(pooling)) : BertPooling.Mean;
        return new BertSentenceFiles(mode, normalizes, ReadContextLength(folder, config, files), files);
    }

    private static (string PoolingFolder, bool Normalizes) ReadModules(string path)
    {
        byte[] bytes = BoundedFile.Read("Configuration", path, MaximumBytes, "It is not a list of modules.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            (string Kind, string Folder)[] modules = [.. document.RootElement.EnumerateArray().Select(m => (LastPart(m.GetProperty("type").GetString() ?? ""), m.GetProperty("path").GetString() ?? ""))];
            return CheckModules(path, modules);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new WeightsException($"Configuration {path}: not the JSON that is expected, a list of objects with type and path: {e.Message} Fetch the file again.", e);
        }
    }

    private static (string PoolingFolder, bool Normalizes) CheckModules(string path, (string Kind, string Folder)[] modules)
    {
        string kinds = string.Join(", ", modules.Select(m => m.Kind));
        if (kinds is not ("Transformer, Pooling" or "Transformer, Pooling, Normalize"))
        {
            throw new WeightsException($"Configuration {path}: modules Transformer, Pooling and at most Normalize expected, got {kinds}. Other modules are not supported.");
        }

        // A module lies below its list: nothing outside the folder is read.
        string pooling = modules[1].Folder;
        return modules[0].Folder.Length == 0 && pooling.Length > 0 && pooling == Path.GetFileName(pooling) && pooling is not ("." or "..")
            ? (pooling, modules.Length > 2)
            : throw new WeightsException($"Configuration {path}: the Transformer beside the file and the Pooling in a folder below it expected, got '{modules[0].Folder}' and '{pooling}'.");
    }

    private static BertPooling ReadPooling(ConfigurationFile file)
    {
        string[] modes = file.Find("pooling_mode") is not null
            ? [file.GetString("pooling_mode", "")]
            : [.. s_modes.Where(mode => file.GetBoolean(ModePrefix + mode, false))];
        return modes switch
        {
            [] or ["mean_tokens"] or ["mean"] => BertPooling.Mean,
            ["cls_token"] or ["cls"] => BertPooling.FirstToken,
            _ => throw file.Invalid("pooling_mode", "mean or cls", string.Join(" and ", modes)),
        };
    }

    // sentence-transformers' own limit, else the tokenizer's; never beyond the model's positions.
    private static int ReadContextLength(EncoderFolder folder, BertConfig config, List<string> files)
    {
        if (folder.Has(SentenceJson))
        {
            files.Add(folder.File(SentenceJson));
            return ReadLimit(ConfigurationFile.Read(files[^1]), "max_seq_length", config);
        }

        return folder.Has(BertTokenizerFiles.ConfigJson)
            ? ReadLimit(ConfigurationFile.Read(folder.File(BertTokenizerFiles.ConfigJson)), "model_max_length", config)
            : config.MaximumPositions;
    }

    // Files without a limit have a number beyond any integer there.
    private static int ReadLimit(ConfigurationFile file, string key, BertConfig config) => file.GetDouble(key, config.MaximumPositions) switch
    {
        double limit when limit >= 3 => (int)Math.Min(limit, config.MaximumPositions),
        double limit => throw file.Invalid(key, "3 or more", $"{limit}"),
    };

    private static string LastPart(string type) => type[(type.LastIndexOf('.') + 1)..];
}
