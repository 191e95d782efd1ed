using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>What adapter_config.json says of a LoRA adapter.</summary>
/// <remarks><b>Source:</b> Hu et al., arXiv 2106.09685; Kalajdzievski, arXiv 2312.03732 (use_rslora); huggingface/peft, src/peft/tuners/lora/config.py (Apache-2.0).</remarks>
internal sealed class LoraSettings
{
    /// <summary>The largest rank r.</summary>
    public const int MaximumRank = 1 << 14;

    private const string TypeKey = "peft_type";
    private const string BiasKey = "bias";
    private const string InitKey = "init_lora_weights";
    private const string RankKey = "r";
    private const string AlphaKey = "lora_alpha";
    private const string RsLoraKey = "use_rslora";
    private const string RankPatternKey = "rank_pattern";
    private const string AlphaPatternKey = "alpha_pattern";

    private static readonly string[] s_read = [TypeKey, BiasKey, InitKey, RankKey, AlphaKey, RsLoraKey, RankPatternKey, AlphaPatternKey, .. LoraTargets.Keys];

    // Of training, of where the adapter comes from, or of a feature whose switch is another key.
    private static readonly string[] s_ignored =
    [
        "auto_mapping", "base_model_name_or_path", "inference_mode", "lora_dropout", "megatron_core", "peft_version", "qalora_group_size", "revision", "runtime_config", "task_type",
    ];

    // Those that leave the base weights as they are; others keep a part of the model in changed base weights.
    private static readonly string[] s_inits = ["gaussian", "orthogonal", "eva"];

    private readonly int _rank;
    private readonly double _alpha;
    private readonly bool _isRankStabilized;
    private readonly LoraPatterns _ranks;
    private readonly LoraPatterns _alphas;

    private LoraSettings(ConfigurationFile file)
    {
        _rank = file.GetInt32(RankKey, 8, 1, MaximumRank);
        _alpha = file.GetDouble(AlphaKey, 8);
        if (!double.IsFinite(_alpha))
        {
            throw file.Invalid(AlphaKey, "a finite number", file.Find(AlphaKey)!.Value.GetRawText());
        }

        _isRankStabilized = file.GetBoolean(RsLoraKey, false);
        _ranks = LoraPatterns.Read(file, RankPatternKey);
        _alphas = LoraPatterns.Read(file, AlphaPatternKey);
        Targets = LoraTargets.Read(file);
    }

    /// <summary>Which modules are adapted; null where the adapter's tensors say so.</summary>
    public LoraTargets? Targets { get; }

    /// <summary>Reads a file; a key that is left out has PEFT's default.</summary>
    /// <exception cref="WeightsException">It is of another adapter, or uses what is not supported; the message names it.</exception>
    public static LoraSettings Read(string path)
    {
        ConfigurationFile file = ConfigurationFile.Read(path);
        Require(file, TypeKey, "LORA", "");
        Require(file, BiasKey, "none", "none");
        if (file.Find(InitKey) is JsonElement init && init.ValueKind is not (JsonValueKind.True or JsonValueKind.False) && !s_inits.Contains(file.GetString(InitKey, "")))
        {
            throw file.Invalid(InitKey, $"true, false, {string.Join(" or ", s_inits)}: others change the base weights too", init.GetRawText());
        }

        ConfigurationRules.RefuseOthers(file, s_read, s_ignored, "Plain LoRA on linear maps can be merged. Merge the adapter with PEFT (merge_and_unload) and use the merged model.");
        return new LoraSettings(file);
    }

    /// <summary>Whether adapters are scaled by alpha / sqrt(r).</summary>
    public bool IsRankStabilized => _isRankStabilized;

    /// <summary>Rank r of a module's adapter, 1 or more.</summary>
    public double GetRank(string module) => _ranks.Find(module) ?? _rank;

    /// <summary>alpha of a module's adapter.</summary>
    public double GetAlpha(string module) => _alphas.Find(module) ?? _alpha;

    /// <summary>What B A is multiplied by: alpha / r, or alpha / sqrt(r) for rank-stabilised adapters.</summary>
    public double GetScaling(string module) => LoraArithmetic.Scale(GetAlpha(module), GetRank(module), _isRankStabilized);

    private static void Require(ConfigurationFile file, string key, string expected, string defaultValue)
    {
        if (file.GetString(key, defaultValue) is string got && got != expected)
        {
            throw file.Invalid(key, expected, got.Length == 0 ? "nothing" : got);
        }
    }
}
