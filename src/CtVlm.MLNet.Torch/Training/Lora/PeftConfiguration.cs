using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CtVlm.MLNet.Torch;

/// <summary>Writes adapter_config.json with the keys of PEFT 0.21, those without effect at their defaults.</summary>
/// <remarks><b>Source:</b> huggingface/peft, src/peft/tuners/lora/config.py (Apache-2.0).</remarks>
internal static class PeftConfiguration
{
    private static readonly string[] s_absent =
    [
        "alora_invocation_tokens", "arrow_config", "auto_mapping", "corda_config", "eva_config", "exclude_modules", "kasa_config", "layer_replication", "layers_pattern", "layers_to_transform",
        "lora_ga_config", "megatron_config", "modules_to_save", "monteclora_config", "revision", "target_parameters", "task_type", "trainable_token_indices", "use_bdlora", "velora_config",
    ];

    private static readonly string[] s_off = ["ensure_weight_tying", "fan_in_fan_out", "lora_bias", "use_dora", "use_qalora"];

    /// <summary>The file's bytes.</summary>
    /// <param name="forms">The adapters, one or more, all scaled by the same rule.</param>
    /// <param name="baseModel">Name of the base model.</param>
    /// <param name="dropout">The dropout that a training of PEFT would go on with.</param>
    public static byte[] Write(IReadOnlyList<LoraForm> forms, string baseModel, double dropout)
    {
        (double rank, IReadOnlyDictionary<string, double> ranks) = PeftNames.Split(forms.Select(f => (f.Module, (double)f.Rank)));
        (double alpha, IReadOnlyDictionary<string, double> alphas) = PeftNames.Split(forms.Select(f => (f.Module, f.Alpha)));
        SortedDictionary<string, Action<Utf8JsonWriter>> keys = new(StringComparer.Ordinal)
        {
            ["alpha_pattern"] = json => WriteNumbers(json, alphas),
            ["base_model_name_or_path"] = json => json.WriteStringValue(baseModel),
            ["bias"] = json => json.WriteStringValue("none"),
            ["inference_mode"] = json => json.WriteBooleanValue(true),
            ["init_lora_weights"] = json => json.WriteBooleanValue(true),
            ["loftq_config"] = json => WriteNumbers(json, new Dictionary<string, double>()),
            ["lora_alpha"] = json => json.WriteNumberValue(alpha),
            ["lora_dropout"] = json => json.WriteRawValue(dropout == Math.Floor(dropout) ? "0.0" : dropout.ToString("R", CultureInfo.InvariantCulture)),
            ["megatron_core"] = json => json.WriteStringValue("megatron.core"),
            ["peft_type"] = json => json.WriteStringValue("LORA"),
            ["peft_version"] = json => json.WriteStringValue("0.21.2"),
            ["qalora_group_size"] = json => json.WriteNumberValue(16),
            ["r"] = json => json.WriteNumberValue(rank),
            ["rank_pattern"] = json => WriteNumbers(json, ranks),
            ["target_modules"] = json => json.WriteStringValue($"({PeftNames.ToExpression(forms.Select(f => f.Module))})"),
            ["use_rslora"] = json => json.WriteBooleanValue(forms[0].IsRankStabilized),
        };
        foreach (string key in s_absent)
        {
            keys.Add(key, json => json.WriteNullValue());
        }

        foreach (string key in s_off)
        {
            keys.Add(key, json => json.WriteBooleanValue(false));
        }

        return Write(keys);
    }

    private static byte[] Write(SortedDictionary<string, Action<Utf8JsonWriter>> keys)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach ((string key, Action<Utf8JsonWriter> write) in keys)
            {
                json.WritePropertyName(key);
                write(json);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, IReadOnlyDictionary<string, double> numbers)
    {
        json.WriteStartObject();
        foreach ((string key, double number) in numbers)
        {
            json.WriteNumber(key, number);
        }

        json.WriteEndObject();
    }
}
