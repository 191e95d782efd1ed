namespace CtVlm.MLNet.Torch.Tests;

public sealed class LoraOptionsTests
{
    [Fact]
    public void Parse_Preset_ReadsRanksAndBlocks()
    {
        LoraOptions options = LoraOptions.Parse("v8b12_t4b6");
        Assert.Equal(new LoraTower(8, 12), options.Vision);
        Assert.Equal(new LoraTower(4, 6), options.Text);
        Assert.Equal((0d, false, null), (options.Dropout, options.IsRankStabilized, options.TargetModules));
        Assert.Equal((16d, 8d), (options.Vision!.EffectiveAlpha, options.Text!.EffectiveAlpha));
        Assert.Null(LoraOptions.Parse("v8b12").Text);
        Assert.Null(LoraOptions.Parse("t8").Vision);
        Assert.Equal(new LoraTower(8), LoraOptions.Parse("t8").Text);
        Assert.Equal(["q_proj", "mlp.fc1"], LoraOptions.Parse("v8@q_proj,mlp.fc1").TargetModules!);
    }

    [Theory]
    [InlineData("v8b12_t8b6")]
    [InlineData("v4b6_t4b6")]
    [InlineData("v8b12")]
    [InlineData("t16")]
    [InlineData("v8b2a16_t4b1a6")]
    [InlineData("v8a0.5_d0.25_rs")]
    [InlineData("v16b3_t8_d1E-05@q_proj,v_proj,attn.qkv")]
    public void ToString_OfParsed_IsTheText(string text)
    {
        LoraOptions options = LoraOptions.Parse(text);
        Assert.Equal(text, options.ToString());
        LoraOptions again = LoraOptions.Parse(options.ToString());
        Assert.Equal(options with { TargetModules = null }, again with { TargetModules = null });
        Assert.Equal(options.TargetModules ?? [], again.TargetModules ?? []);
    }

    [Theory]
    [InlineData("", "no such part: ''")]
    [InlineData("x8b12", "no such part: 'x8b12'")]
    [InlineData("v8b12_t", "no such part: 't'")]
    [InlineData("v8b12t8b6", "no such part: 'v8b12t8b6'")]
    [InlineData("V8b12", "no such part: 'V8b12'")]
    [InlineData("v8b12_v4b6", "twice: 'v4b6'")]
    [InlineData("v8b-1", "no such part: 'v8b-1'")]
    [InlineData("v8b1234567", "no such part")]
    [InlineData("v8@q@k", "no such part")]
    [InlineData("v8a1.2.3", "no such part")]
    [InlineData("d0.1", "Vision or Text must be set")]
    [InlineData("v0b2", "Vision: rank 1 to 16384 expected, got 0")]
    [InlineData("v99999", "Vision: rank 1 to 16384 expected, got 99999")]
    [InlineData("v8_t8b0", "Text: 1 or more blocks expected, got 0")]
    [InlineData("v8a0", "Vision: alpha above 0 expected, got 0")]
    [InlineData("v8_d1", "Dropout: 0 to below 1 expected, got 1")]
    [InlineData("v8@", "TargetModules: names of modules expected")]
    [InlineData("v8@q-proj", "TargetModules: names of modules expected")]
    public void Parse_NotAPreset_SaysWhatIsExpected(string text, string expected)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => LoraOptions.Parse(text));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("Examples: v8b12_t8b6 (vision rank 8 on its last 12 blocks, text rank 8 on its last 6)", e.Message, StringComparison.Ordinal);
        Assert.Equal("text", e.ParamName);
    }

    [Fact]
    public void Validate_SeveralFaults_NamesAllOfThem()
    {
        TrainableParts parts = new()
        {
            Lora = new LoraOptions { Vision = new LoraTower(0), Text = new LoraTower(4, 0, double.NaN), Dropout = 2 },
            Vision = TowerTraining.All,
            Text = TowerTraining.LastBlocks(2),
            ContinuesAdapters = true,
        };
        ArgumentException e = Assert.Throws<ArgumentException>(() => parts.Validate("parts"));
        foreach (string fault in new[] { "got 0", "alpha above 0 expected, got NaN", "got 2", "Vision: adapters or the blocks", "got All", "got LastBlocks", "ContinuesAdapters or Lora expected" })
        {
            Assert.Contains(fault, e.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => TowerTraining.LastBlocks(0));
    }

    [Fact]
    public void WithFrozenText_OfPresets_KeepsTheVisionTower()
    {
        TrainableParts frozen = TrainableParts.Adapters(LoraOptions.Parse("v8b2_t4b1_d0.1")).WithFrozenText();
        Assert.Equal("v8b2_d0.1", frozen.Lora!.ToString());
        Assert.Null(TrainableParts.Adapters(LoraOptions.Parse("t4")).WithFrozenText().Lora);
        Assert.Equal((TowerTraining.All, TowerTraining.Frozen), (TrainableParts.Everything().WithFrozenText().Vision, TrainableParts.Everything().WithFrozenText().Text));
    }
}
