namespace CtVlm.MLNet.Torch;

/// <content>Poolings that learn from labelled bags.</content>
public abstract partial class SlicePooling
{
    /// <summary>A mean of the rows weighted by learnt attention (ABMIL). <b>Source:</b> arXiv 1802.04712, equation 8.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, bool or whole number.</param>
    /// <param name="hidden">Width of the attention's inner layer, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, with slice weights, output as wide as the rows.</returns>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SlicePooling Attention(string labelColumnName = "Label", int hidden = AttentionPooling.DefaultHidden) =>
        Attention(new PoolingTraining { LabelColumnName = labelColumnName }, hidden);

    /// <summary>A mean of the rows weighted by learnt attention (ABMIL). <b>Source:</b> arXiv 1802.04712, equation 8.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="hidden">Width of the attention's inner layer, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, with slice weights, output as wide as the rows.</returns>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SlicePooling Attention(PoolingTraining training, int hidden = AttentionPooling.DefaultHidden) => new AttentionPooling(training, hidden);

    /// <summary>A mean of the rows weighted by learnt, gated attention (gated ABMIL). <b>Source:</b> arXiv 1802.04712, equation 9.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, bool or whole number.</param>
    /// <param name="hidden">Width of the attention's inner layers, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, with slice weights, output as wide as the rows.</returns>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SlicePooling GatedAttention(string labelColumnName = "Label", int hidden = AttentionPooling.DefaultHidden) =>
        GatedAttention(new PoolingTraining { LabelColumnName = labelColumnName }, hidden);

    /// <summary>A mean of the rows weighted by learnt, gated attention (gated ABMIL). <b>Source:</b> arXiv 1802.04712, equation 9.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="hidden">Width of the attention's inner layers, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, with slice weights, output as wide as the rows.</returns>
    /// <exception cref="ArgumentException">An argument is out of range.</exception>
    public static SlicePooling GatedAttention(PoolingTraining training, int hidden = AttentionPooling.DefaultHidden) => new GatedAttentionPooling(training, hidden);

    /// <summary>Multi-head attention of learnt queries to the slices. <b>Source:</b> Vaswani et al., arXiv 1706.03762, section 3.2.2.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="heads">Number of heads of attention, 1 or more; the width D of the rows is a multiple of it.</param>
    /// <param name="queries">Number of learnt queries, 1 or more; their results stand one behind the other.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="queries"/> times as wide as the rows, with slice weights: the mean over heads and queries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling MhaQuery(string labelColumnName = "Label", int heads = 4, int queries = 1) =>
        MhaQuery(new PoolingTraining { LabelColumnName = labelColumnName }, heads, queries);

    /// <summary>Multi-head attention of learnt queries to the slices. <b>Source:</b> Vaswani et al., arXiv 1706.03762, section 3.2.2.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="heads">Number of heads of attention, 1 or more; the width D of the rows is a multiple of it.</param>
    /// <param name="queries">Number of learnt queries, 1 or more; their results stand one behind the other.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="queries"/> times as wide as the rows, with slice weights: the mean over heads and queries.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling MhaQuery(PoolingTraining training, int heads = 4, int queries = 1) =>
        new MhaQueryPooling(training, heads, queries);

    /// <summary>Pooling by multi-head attention of the Set Transformer: learnt seeds, a perceptron before and behind attention, norms. <b>Source:</b> Lee et al., arXiv 1810.00825.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="heads">Number of heads of attention, 1 or more; the width D of the rows is a multiple of it.</param>
    /// <param name="queries">Number of learnt queries, 1 or more; their results stand one behind the other.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="queries"/> times as wide as the rows, with slice weights: the mean over heads and seeds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Pma(string labelColumnName = "Label", int heads = 4, int queries = 1) =>
        Pma(new PoolingTraining { LabelColumnName = labelColumnName }, heads, queries);

    /// <summary>Pooling by multi-head attention of the Set Transformer: learnt seeds, a perceptron before and behind attention, norms. <b>Source:</b> Lee et al., arXiv 1810.00825.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="heads">Number of heads of attention, 1 or more; the width D of the rows is a multiple of it.</param>
    /// <param name="queries">Number of learnt queries, 1 or more; their results stand one behind the other.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="queries"/> times as wide as the rows, with slice weights: the mean over heads and seeds.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Pma(PoolingTraining training, int heads = 4, int queries = 1) =>
        new PmaPooling(training, heads, queries);

    /// <summary>Multi-head attention pooling in SigLIP's form: a learnt probe, then a residual perceptron. <b>Source:</b> Zhai et al., arXiv 2303.15343.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="heads">Number of heads of attention, 1 or more; the width D of the rows is a multiple of it.</param>
    /// <param name="queries">Number of learnt queries, 1 or more; their results stand one behind the other.</param>
    /// <param name="innerWidth">Width inside the perceptron; 0: four times that of the rows.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="queries"/> times as wide as the rows, with slice weights: the mean over heads and probes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Map(string labelColumnName = "Label", int heads = 4, int queries = 1, int innerWidth = 0) =>
        Map(new PoolingTraining { LabelColumnName = labelColumnName }, heads, queries, innerWidth);

    /// <summary>Multi-head attention pooling in SigLIP's form: a learnt probe, then a residual perceptron. <b>Source:</b> Zhai et al., arXiv 2303.15343.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="heads">Number of heads of attention, 1 or more; the width D of the rows is a multiple of it.</param>
    /// <param name="queries">Number of learnt queries, 1 or more; their results stand one behind the other.</param>
    /// <param name="innerWidth">Width inside the perceptron; 0: four times that of the rows.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="queries"/> times as wide as the rows, with slice weights: the mean over heads and probes.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Map(PoolingTraining training, int heads = 4, int queries = 1, int innerWidth = 0) =>
        new MapPooling(training, heads, queries, innerWidth);

    /// <summary>A small transformer over the slices. <b>Source:</b> arXiv 2604.13021; layers of Vaswani et al., arXiv 1706.03762.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="layers">Number of layers, 1 or 2.</param>
    /// <param name="heads">Number of heads of attention, 1 or more; the width D of the rows is a multiple of it.</param>
    /// <param name="innerWidth">Width inside the layers' perceptrons; 0: twice that of the rows.</param>
    /// <param name="norm">Where the layers normalise.</param>
    /// <param name="readout">What becomes the pooled vector: the output at a learnt token, or the mean of the slices' outputs.</param>
    /// <param name="positions">How places enter: not, by a learnt table, or by sines; both count millimetres from the bag's first slice.</param>
    /// <param name="stepMm">Millimetres between rows of the learnt table, and the unit of the sines, above 0.</param>
    /// <param name="knots">Rows of the learnt table, 2 or more; beyond its end its last row holds.</param>
    /// <returns>The pooling; permutation-invariant (with the positions, where they enter), output as wide as the rows, with slice weights: the last layer's attention from what is read out, mean over heads.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Transformer(string labelColumnName = "Label", int layers = 1, int heads = 4, int innerWidth = 0, TransformerNorm norm = TransformerNorm.Pre, TransformerReadout readout = TransformerReadout.Cls, SlicePositions positions = SlicePositions.None, double stepMm = 5, int knots = 128) =>
        Transformer(new PoolingTraining { LabelColumnName = labelColumnName }, layers, heads, innerWidth, norm, readout, positions, stepMm, knots);

    /// <summary>A small transformer over the slices. <b>Source:</b> arXiv 2604.13021; layers of Vaswani et al., arXiv 1706.03762.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="layers">Number of layers, 1 or 2.</param>
    /// <param name="heads">Number of heads of attention, 1 or more; the width D of the rows is a multiple of it.</param>
    /// <param name="innerWidth">Width inside the layers' perceptrons; 0: twice that of the rows.</param>
    /// <param name="norm">Where the layers normalise.</param>
    /// <param name="readout">What becomes the pooled vector: the output at a learnt token, or the mean of the slices' outputs.</param>
    /// <param name="positions">How places enter: not, by a learnt table, or by sines; both count millimetres from the bag's first slice.</param>
    /// <param name="stepMm">Millimetres between rows of the learnt table, and the unit of the sines, above 0.</param>
    /// <param name="knots">Rows of the learnt table, 2 or more; beyond its end its last row holds.</param>
    /// <returns>The pooling; permutation-invariant (with the positions, where they enter), output as wide as the rows, with slice weights: the last layer's attention from what is read out, mean over heads.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Transformer(PoolingTraining training, int layers = 1, int heads = 4, int innerWidth = 0, TransformerNorm norm = TransformerNorm.Pre, TransformerReadout readout = TransformerReadout.Cls, SlicePositions positions = SlicePositions.None, double stepMm = 5, int knots = 128) =>
        new TransformerPooling(training, new TransformerShape(layers, heads, innerWidth, norm, readout, positions, stepMm, knots));

    /// <summary>Clustering-constrained attention (CLAM): gated attention, and an instance loss on the most and least attended slices that has 0.3 of the training loss. <b>Source:</b> Lu et al., arXiv 2004.09666.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="branches">1: one branch for all classes (CLAM-SB); the number of classes: a branch for each (CLAM-MB).</param>
    /// <param name="embeddingWidth">Width of the slices' vectors after the first layer, 1 or more.</param>
    /// <param name="hiddenWidth">Width of the gated attention, 1 or more.</param>
    /// <param name="k">How many most and how many least attended slices the instance loss takes, 1 or more; no more than half of the bag.</param>
    /// <param name="instances">Whether the instance loss speaks of the bag's class only or also says that its slices are of no other.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="branches"/> times <paramref name="embeddingWidth"/> wide, with slice weights: the mean over the branches.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Clam(string labelColumnName = "Label", int branches = 1, int embeddingWidth = 256, int hiddenWidth = 128, int k = 8, ClamInstances instances = ClamInstances.OfEveryClass) =>
        Clam(new PoolingTraining { LabelColumnName = labelColumnName }, branches, embeddingWidth, hiddenWidth, k, instances);

    /// <summary>Clustering-constrained attention (CLAM): gated attention, and an instance loss on the most and least attended slices that has 0.3 of the training loss. <b>Source:</b> Lu et al., arXiv 2004.09666.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="branches">1: one branch for all classes (CLAM-SB); the number of classes: a branch for each (CLAM-MB).</param>
    /// <param name="embeddingWidth">Width of the slices' vectors after the first layer, 1 or more.</param>
    /// <param name="hiddenWidth">Width of the gated attention, 1 or more.</param>
    /// <param name="k">How many most and how many least attended slices the instance loss takes, 1 or more; no more than half of the bag.</param>
    /// <param name="instances">Whether the instance loss speaks of the bag's class only or also says that its slices are of no other.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="branches"/> times <paramref name="embeddingWidth"/> wide, with slice weights: the mean over the branches.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Clam(PoolingTraining training, int branches = 1, int embeddingWidth = 256, int hiddenWidth = 128, int k = 8, ClamInstances instances = ClamInstances.OfEveryClass) =>
        new ClamPooling(training, new ClamShape(branches, embeddingWidth, hiddenWidth, k, instances));

    /// <summary>Dual-stream pooling (DSMIL): for each class, attention by likeness to the slice that speaks most for it; the loss of those slices has half of the training loss. <b>Source:</b> Li, Li and Eliceiri, arXiv 2011.08939.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="classes">Number of classes of the labels, 2 or more.</param>
    /// <param name="valueWidth">Width of a class's part of the result, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="classes"/> times <paramref name="valueWidth"/> wide, with slice weights: the mean over the classes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Dsmil(string labelColumnName = "Label", int classes = 3, int valueWidth = 128) =>
        Dsmil(new PoolingTraining { LabelColumnName = labelColumnName }, classes, valueWidth);

    /// <summary>Dual-stream pooling (DSMIL): for each class, attention by likeness to the slice that speaks most for it; the loss of those slices has half of the training loss. <b>Source:</b> Li, Li and Eliceiri, arXiv 2011.08939.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="classes">Number of classes of the labels, 2 or more.</param>
    /// <param name="valueWidth">Width of a class's part of the result, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="classes"/> times <paramref name="valueWidth"/> wide, with slice weights: the mean over the classes.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Dsmil(PoolingTraining training, int classes = 3, int valueWidth = 128) =>
        new DsmilPooling(training, classes, valueWidth);

    /// <summary>The mean of the k slices that a fitted scorer finds to say most of any class; the loss of the scorer has half of the training loss.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="k">How many slices, 1 or more; no more than the bag has.</param>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows, with slice weights: 1/k or 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling TopKScored(string labelColumnName = "Label", int k = 4) =>
        TopKScored(new PoolingTraining { LabelColumnName = labelColumnName }, k);

    /// <summary>The mean of the k slices that a fitted scorer finds to say most of any class; the loss of the scorer has half of the training loss.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="k">How many slices, 1 or more; no more than the bag has.</param>
    /// <returns>The pooling; permutation-invariant, output as wide as the rows, with slice weights: 1/k or 0.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling TopKScored(PoolingTraining training, int k = 4) =>
        new TopKScoredPooling(training, k);

    /// <summary>A transformer in the style of TransMIL: the slices on a square, convolutions over it as positions between two layers of exact attention. <b>Source:</b> Shao et al., arXiv 2106.00908.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="width">Width of the tokens, a multiple of the number of heads.</param>
    /// <param name="heads">Number of heads of attention, 1 or more.</param>
    /// <returns>The pooling; minds the order of the rows, output <paramref name="width"/> wide, with slice weights: the token's attention in the second layer, mean over heads.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling TransMil(string labelColumnName = "Label", int width = 128, int heads = 4) =>
        TransMil(new PoolingTraining { LabelColumnName = labelColumnName }, width, heads);

    /// <summary>A transformer in the style of TransMIL: the slices on a square, convolutions over it as positions between two layers of exact attention. <b>Source:</b> Shao et al., arXiv 2106.00908.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="width">Width of the tokens, a multiple of the number of heads.</param>
    /// <param name="heads">Number of heads of attention, 1 or more.</param>
    /// <returns>The pooling; minds the order of the rows, output <paramref name="width"/> wide, with slice weights: the token's attention in the second layer, mean over heads.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling TransMil(PoolingTraining training, int width = 128, int heads = 4) =>
        new TransMilPooling(training, width, heads);

    /// <summary>Residuals to learnt centres (NetVLAD), each cluster's sum and the whole of unit length. <b>Source:</b> Arandjelovic et al., arXiv 1511.07247.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="clusters">Number of clusters, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="clusters"/> times as wide as the rows, without slice weights.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling NetVlad(string labelColumnName = "Label", int clusters = 4) =>
        NetVlad(new PoolingTraining { LabelColumnName = labelColumnName }, clusters);

    /// <summary>Residuals to learnt centres (NetVLAD), each cluster's sum and the whole of unit length. <b>Source:</b> Arandjelovic et al., arXiv 1511.07247.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="clusters">Number of clusters, 1 or more.</param>
    /// <returns>The pooling; permutation-invariant, output <paramref name="clusters"/> times as wide as the rows, without slice weights.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling NetVlad(PoolingTraining training, int clusters = 4) =>
        new NetVladPooling(training, clusters);

    /// <summary>Graph convolutions over neighbouring slices, then the mean. <b>Source:</b> Kipf and Welling, arXiv 1609.02907.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="layers">Number of convolutions, 1 to 8.</param>
    /// <param name="hiddenWidth">Width of every convolution's output, 1 or more.</param>
    /// <param name="hops">How many places apart two neighbours of the chain may be, 0 or more; without meaning where the chain is one of millimetres.</param>
    /// <param name="cosineNeighbours">An edge also joins a slice and each of this many most alike by cosine, 0 or more.</param>
    /// <param name="chain">What a place of the chain is: the order of the positions in mm, that of the rows, or millimetres.</param>
    /// <param name="reachMm">How many mm apart two neighbours may be where the chain is one of millimetres, above 0.</param>
    /// <returns>The pooling; output <paramref name="hiddenWidth"/> wide, without slice weights. <see cref="SliceChain.Index"/> needs no positions but minds the order of the rows; the others need positions and do not.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Gcn(string labelColumnName = "Label", int layers = 2, int hiddenWidth = 128, int hops = 1, int cosineNeighbours = 0, SliceChain chain = SliceChain.Rank, double reachMm = 10) =>
        Gcn(new PoolingTraining { LabelColumnName = labelColumnName }, layers, hiddenWidth, hops, cosineNeighbours, chain, reachMm);

    /// <summary>Graph convolutions over neighbouring slices, then the mean. <b>Source:</b> Kipf and Welling, arXiv 1609.02907.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="layers">Number of convolutions, 1 to 8.</param>
    /// <param name="hiddenWidth">Width of every convolution's output, 1 or more.</param>
    /// <param name="hops">How many places apart two neighbours of the chain may be, 0 or more; without meaning where the chain is one of millimetres.</param>
    /// <param name="cosineNeighbours">An edge also joins a slice and each of this many most alike by cosine, 0 or more.</param>
    /// <param name="chain">What a place of the chain is: the order of the positions in mm, that of the rows, or millimetres.</param>
    /// <param name="reachMm">How many mm apart two neighbours may be where the chain is one of millimetres, above 0.</param>
    /// <returns>The pooling; output <paramref name="hiddenWidth"/> wide, without slice weights. <see cref="SliceChain.Index"/> needs no positions but minds the order of the rows; the others need positions and do not.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Gcn(PoolingTraining training, int layers = 2, int hiddenWidth = 128, int hops = 1, int cosineNeighbours = 0, SliceChain chain = SliceChain.Rank, double reachMm = 10) =>
        new GcnPooling(training, layers, hiddenWidth, new SliceGraph(hops, cosineNeighbours, chain, reachMm));

    /// <summary>Graph attention over neighbouring slices, then the mean. <b>Source:</b> Velickovic et al., arXiv 1710.10903.</summary>
    /// <param name="labelColumnName">The column of classes: a key, text, or a whole number.</param>
    /// <param name="heads">Number of heads, 1 or more; they stand side by side.</param>
    /// <param name="headWidth">Width of a head, 1 or more.</param>
    /// <param name="hops">How many places apart two neighbours of the chain may be, 0 or more; without meaning where the chain is one of millimetres.</param>
    /// <param name="cosineNeighbours">An edge also joins a slice and each of this many most alike by cosine, 0 or more.</param>
    /// <param name="chain">What a place of the chain is: the order of the positions in mm, that of the rows, or millimetres.</param>
    /// <param name="reachMm">How many mm apart two neighbours may be where the chain is one of millimetres, above 0.</param>
    /// <returns>The pooling; output <paramref name="heads"/> times <paramref name="headWidth"/> wide, with slice weights: the mean of what a slice is given by its neighbours. <see cref="SliceChain.Index"/> needs no positions but minds the order of the rows; the others need positions and do not.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Gat(string labelColumnName = "Label", int heads = 4, int headWidth = 32, int hops = 1, int cosineNeighbours = 0, SliceChain chain = SliceChain.Rank, double reachMm = 10) =>
        Gat(new PoolingTraining { LabelColumnName = labelColumnName }, heads, headWidth, hops, cosineNeighbours, chain, reachMm);

    /// <summary>Graph attention over neighbouring slices, then the mean. <b>Source:</b> Velickovic et al., arXiv 1710.10903.</summary>
    /// <param name="training">How it is trained.</param>
    /// <param name="heads">Number of heads, 1 or more; they stand side by side.</param>
    /// <param name="headWidth">Width of a head, 1 or more.</param>
    /// <param name="hops">How many places apart two neighbours of the chain may be, 0 or more; without meaning where the chain is one of millimetres.</param>
    /// <param name="cosineNeighbours">An edge also joins a slice and each of this many most alike by cosine, 0 or more.</param>
    /// <param name="chain">What a place of the chain is: the order of the positions in mm, that of the rows, or millimetres.</param>
    /// <param name="reachMm">How many mm apart two neighbours may be where the chain is one of millimetres, above 0.</param>
    /// <returns>The pooling; output <paramref name="heads"/> times <paramref name="headWidth"/> wide, with slice weights: the mean of what a slice is given by its neighbours. <see cref="SliceChain.Index"/> needs no positions but minds the order of the rows; the others need positions and do not.</returns>
    /// <exception cref="ArgumentException">The training's settings make no sense.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number lies outside of its bounds.</exception>
    public static SlicePooling Gat(PoolingTraining training, int heads = 4, int headWidth = 32, int hops = 1, int cosineNeighbours = 0, SliceChain chain = SliceChain.Rank, double reachMm = 10) =>
        new GatPooling(training, heads, headWidth, new SliceGraph(hops, cosineNeighbours, chain, reachMm));
}
