using System.Text;
using CtVlm.MLNet.Tests;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

public sealed class LoraAdapterTests
{
    public LoraAdapterTests() => TorchRuntime.EnsureLoaded();

    [Theory]
    [InlineData("\"peft_type\": \"LORA\"", "\"peft_type\": \"IA3\"", "'peft_type' must be LORA, got IA3")]
    [InlineData("\"bias\": \"none\"", "\"bias\": \"all\"", "'bias' must be none, got all")]
    [InlineData("\"use_dora\": false", "\"use_dora\": true", "not supported: 'use_dora' = true")]
    [InlineData("\"fan_in_fan_out\": false", "\"fan_in_fan_out\": true", "not supported: 'fan_in_fan_out' = true")]
    [InlineData("\"modules_to_save\": null", "\"modules_to_save\": [\"visual_projection\"]", "not supported: 'modules_to_save' = [\"visual_projection\"]")]
    [InlineData("\"lora_bias\": false", "\"lora_bias\": true", "'lora_bias' = true")]
    [InlineData("\"layer_replication\": null", "\"layer_replication\": [[0, 2]]", "'layer_replication' = [[0, 2]]")]
    [InlineData("\"use_qalora\": false", "\"use_qalora\": false, \"use_newer_thing\": 3", "'use_newer_thing' = 3")]
    [InlineData("\"init_lora_weights\": true", "\"init_lora_weights\": \"pissa\"", "'init_lora_weights' must be true, false, gaussian")]
    [InlineData("\"r\": 4", "\"r\": 0", "'r' must be a whole number from 1")]
    [InlineData("\"lora_alpha\": 8", "\"lora_alpha\": 1e999", "'lora_alpha' must be a finite number")]
    [InlineData("\"rank_pattern\": {}", "\"rank_pattern\": {\"(\": 4}", "'rank_pattern': not a regular expression")]
    [InlineData("\"alpha_pattern\": {}", "\"alpha_pattern\": {\"q_proj\": \"4\"}", "'alpha_pattern' must be an object of patterns and numbers")]
    [InlineData("\"layers_to_transform\": null", "\"layers_to_transform\": [-1]", "'layers_to_transform' must be a whole number or a list")]
    [InlineData("\"exclude_modules\": null", "\"exclude_modules\": 3", "'exclude_modules' must be a text or a list of texts")]
    public void Open_NotSupported_NamesTheKey(string oldText, string newText, string expected)
    {
        using TemporaryAdapter adapter = new("attn_all");
        adapter.ReplaceInConfig(oldText, newText);
        WeightsException e = Assert.Throws<WeightsException>(() => LoraAdapter.Open(adapter.Path));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(adapter.File(LoraAdapter.ConfigFile), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FilesMissing_NamesThem()
    {
        using TemporaryAdapter adapter = new("attn_all");
        File.Delete(adapter.File(LoraAdapter.WeightsFile));
        Assert.Contains("missing adapter_model.safetensors", Assert.Throws<WeightsException>(() => LoraAdapter.Open(adapter.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such folder", Assert.Throws<WeightsException>(() => LoraAdapter.Open(adapter.File("none"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenOver_OtherBaseModel_NamesEveryModuleTogether()
    {
        using Checkpoint other = Checkpoint.OpenFolder(GoldenFiles.Path("open_clip-native"));
        WeightsException e = Assert.Throws<WeightsException>(() => LoraAdapter.Open(GoldenFiles.Path("lora", "hf-clip", "layers_to_transform")).OpenOver(other));
        Assert.Contains("8 without a linear map in the base model: text_model.encoder.layers.1.mlp.fc1, text_model.encoder.layers.1.mlp.fc2,", e.Message, StringComparison.Ordinal);
        Assert.Contains("Take the adapter's own base model", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"layers_to_transform\": [\n    1\n  ]", "\"layers_to_transform\": 0", "16 not as its configuration says: text_model.encoder.layers.1.mlp.fc1 (not a target)", "vision_model.encoder.layers.0.self_attn.q_proj (a target without tensors)")]
    [InlineData("\"layers_pattern\": \"layers\"", "\"layers_pattern\": [\"blocks\", \"h\"]", "8 not as its configuration says", "text_model.encoder.layers.1.mlp.fc1 (not a target)")]
    [InlineData("\"fc2\",", "", "2 not as its configuration says", "vision_model.encoder.layers.1.mlp.fc2 (not a target)")]
    [InlineData("\"exclude_modules\": null", "\"exclude_modules\": \"text_model.*\"", "4 not as its configuration says", "text_model.encoder.layers.1.mlp.fc2 (not a target)")]
    [InlineData("\"r\": 8", "\"r\": 4", "8 misshapen: text_model.encoder.layers.1.mlp.fc1 (A [4, 48] and B [192, 4] expected, got [8, 48] and [192, 8])", "vision_model")]
    [InlineData("\"rank_pattern\": {}", "\"rank_pattern\": {\"fc1\": 2, \".*\": 8}", "2 misshapen: text_model.encoder.layers.1.mlp.fc1", "vision_model.encoder.layers.1.mlp.fc1")]
    public void OpenOver_ConfigurationDiffersFromTensors_SaysHow(string oldText, string newText, string expected, string alsoExpected)
    {
        using TemporaryAdapter adapter = new("layers_to_transform");
        adapter.ReplaceInConfig(oldText, newText);
        WeightsException e = OpenOverClip(adapter);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains(alsoExpected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"layers_pattern\": \"layers\"", "\"layers_pattern\": null")]
    [InlineData("\"layers_pattern\": \"layers\"", "\"layers_pattern\": []")]
    [InlineData("\"layers_pattern\": \"layers\"", "\"layers_pattern\": [\"blocks\", \"lay.*\"]")]
    [InlineData("\"exclude_modules\": null", "\"exclude_modules\": [\"k_proj\"]")]
    public void OpenOver_OtherWordsForTheSame_AdaptsTheSame(string oldText, string newText)
    {
        using TemporaryAdapter adapter = new("layers_to_transform");
        adapter.ReplaceInConfig(oldText, newText);
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-clip"));
        using LoraOverlay overlay = LoraAdapter.Open(adapter.Path).OpenOver(weights);
        Assert.Equal(8, overlay.Modules.Count);
    }

    [Fact]
    public void OpenOver_LookaheadInTargets_IsRead()
    {
        using TemporaryAdapter adapter = new("rslora_qv");
        adapter.ReplaceInConfig("\"target_modules\": [\n    \"v_proj\",\n    \"q_proj\"\n  ]", "\"target_modules\": \"(?!vision_model\\\\.embeddings).*\\\\.(q|v)_proj\"");
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-clip"));
        using LoraOverlay overlay = LoraAdapter.Open(adapter.Path).OpenOver(weights);
        Assert.Equal(10, overlay.Modules.Count);
    }

    [Fact]
    public void OpenOver_ExpressionThatNeverEnds_IsRefusedInTime()
    {
        using TemporaryAdapter adapter = new("rslora_qv");
        adapter.ReplaceInConfig("\"target_modules\": [\n    \"v_proj\",\n    \"q_proj\"\n  ]", "\"target_modules\": \"(?=x?)((\\\\w|\\\\.)+)+!\"");
        Assert.Contains("'target_modules': the expression takes more than 2 s", OpenOverClip(adapter).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lora_A", "lora_E", "8 of another kind than lora_A and lora_B")]
    [InlineData("base_model.model.vision_model", "base_model.model.vision_ladle", "without a linear map in the base model: vision_ladle.encoder.layers.1.mlp.fc1")]
    public void OpenOver_KeysOfAnotherKind_NamesThem(string oldText, string newText, string expected)
    {
        using TemporaryAdapter adapter = new("layers_to_transform");
        byte[] bytes = File.ReadAllBytes(adapter.File(LoraAdapter.WeightsFile));
        string text = Encoding.Latin1.GetString(bytes);
        File.WriteAllBytes(adapter.File(LoraAdapter.WeightsFile), Encoding.Latin1.GetBytes(text.Replace(oldText, newText, StringComparison.Ordinal)));
        Assert.Contains(expected, OpenOverClip(adapter).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetHash_TensorsOrConfigurationDiffer_ChangesIt()
    {
        using TemporaryAdapter adapter = new("attn_all");
        string before = LoraAdapter.Open(adapter.Path).GetHash();
        Assert.Equal(LoraAdapter.Open(GoldenFiles.Path("lora", "hf-clip", "attn_all")).GetHash(), before);
        byte[] bytes = File.ReadAllBytes(adapter.File(LoraAdapter.WeightsFile));
        bytes[^1] ^= 1;
        File.WriteAllBytes(adapter.File(LoraAdapter.WeightsFile), bytes);
        string tensors = LoraAdapter.Open(adapter.Path).GetHash();
        adapter.ReplaceInConfig("\"lora_alpha\": 8", "\"lora_alpha\": 9");
        Assert.Equal(3, new[] { before, tensors, LoraAdapter.Open(adapter.Path).GetHash() }.Distinct().Count());
    }

    [Fact]
    public void CopyTo_HalfPrecisionDestination_RoundsOnce()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-clip"));
        using LoraOverlay overlay = LoraAdapter.Open(GoldenFiles.Path("lora", "hf-clip", "attn_all")).OpenOver(weights);
        weights.Overlay = overlay;
        const string name = "vision_model.encoder.layers.0.self_attn.q_proj.weight";
        torch.Tensor half = torch.empty([64, 64], torch.ScalarType.BFloat16);
        weights.CopyTo(name, half);
        torch.Tensor expected = weights.Read(name).to(torch.ScalarType.BFloat16);
        Assert.Equal(0, (half.to(torch.ScalarType.Float32) - expected.to(torch.ScalarType.Float32)).abs().max().ToDouble());
    }

    [Fact]
    public void CopyTo_Any_LeavesNoTensorBehind()
    {
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-clip"));
        using LoraOverlay overlay = LoraAdapter.Open(GoldenFiles.Path("lora", "hf-clip", "attn_all")).OpenOver(weights);
        weights.Overlay = overlay;
        using torch.Tensor destination = torch.empty(64, 64);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        weights.CopyTo("vision_model.encoder.layers.0.self_attn.q_proj.weight", destination);
        weights.Read("vision_model.encoder.layers.0.self_attn.q_proj.weight").Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static WeightsException OpenOverClip(TemporaryAdapter adapter)
    {
        using Checkpoint weights = Checkpoint.OpenFolder(GoldenFiles.Path("hf-clip"));
        return Assert.Throws<WeightsException>(() => LoraAdapter.Open(adapter.Path).OpenOver(weights));
    }
}
