namespace CtVlm.MLNet;

/// <summary>The ways in which a column may reveal the label, and how likely each is by chance.</summary>
/// <remarks>
/// Under chance, the labels of a side are in random order over its independent rows; the number of orders of n labels is the multinomial coefficient n!/(n_1! ... n_K!).
/// The probability of a rule is the share of orders that it fits, times that of the test side, where one order alone fits. <b>Source:</b> the permutation test, Fisher 1935.
/// </remarks>
/// <param name="labels">Class of each row.</param>
/// <param name="classNames">Names of the classes.</param>
/// <param name="isIndependent">Whether a row counts as evidence: the first of each patient.</param>
internal sealed class RevealRules(int[] labels, string[] classNames, bool[] isIndependent)
{
    private readonly ClassMentions _mentions = new(classNames);

    /// <summary>Every value goes with one class on the training side, and values known from there with the same on the test side.</summary>
    // Each of V values may take any of K classes, so at most K^V orders fit.
    public RevealEvidence? ByValue(SuspectColumn suspect, int[] train, int[] test)
    {
        object Value(int row) => suspect.Texts is null ? suspect.Numbers![row] : suspect.Texts[row]!;
        Dictionary<object, int> classOf = [];
        foreach (int row in train)
        {
            if (!classOf.TryAdd(Value(row), labels[row]) && classOf[Value(row)] != labels[row])
            {
                return null;
            }
        }

        int values = train.Where(row => isIndependent[row]).Select(Value).Distinct().Count();
        int[] known = [.. test.Where(row => classOf.ContainsKey(Value(row)))];
        return 2 * known.Length >= test.Length && known.All(row => classOf[Value(row)] == labels[row])
            ? Weigh(values * Math.Log(classNames.Length), train, known)
            : null;
    }

    /// <summary>In the order of their numbers, rows of a class stand together on both sides, and the classes in the same order: areas under the ROC curve of 1.</summary>
    // The classes of the training side may stand in any of K! orders; that of the test side is fixed by it.
    public RevealEvidence? ByOrder(SuspectColumn suspect, int[] train, int[] test)
    {
        List<int>? order = ClassesInOrder(suspect, train), tested = ClassesInOrder(suspect, test);
        return order is not null && tested is not null && tested.SequenceEqual(order.Where(tested.Contains))
            ? Weigh(LogFactorials.Of(order.Count), train, test)
            : null;
    }

    /// <summary>The text holds the name of the row's class and of no other, in at least half of the rows of each side, and never that of another class alone.</summary>
    public RevealEvidence? ByName(SuspectColumn suspect, int[] train, int[] test)
    {
        int Told(int row) => _mentions.FindOnly(suspect.Texts![row]!);
        int[] toldTrain = [.. train.Where(row => Told(row) >= 0)], toldTest = [.. test.Where(row => Told(row) >= 0)];
        return 2 * toldTrain.Length >= train.Length && 2 * toldTest.Length >= test.Length && toldTrain.Concat(toldTest).All(row => Told(row) == labels[row])
            ? Weigh(0, toldTrain, toldTest)
            : null;
    }

    // Null where rows of two classes share a value or do not stand apart.
    private List<int>? ClassesInOrder(SuspectColumn suspect, int[] rows)
    {
        List<int> classes = [];
        double last = double.NegativeInfinity;
        foreach (int row in rows.OrderBy(row => suspect.Numbers![row]).ThenBy(row => labels[row]))
        {
            double value = suspect.Numbers![row];
            if (classes.Count == 0 || classes[^1] != labels[row])
            {
                if ((value == last && classes.Count > 0) || classes.Contains(labels[row]))
                {
                    return null;
                }

                classes.Add(labels[row]);
            }

            last = value;
        }

        return classes;
    }

    private RevealEvidence? Weigh(double logFits, int[] train, int[] test)
    {
        // Two classes must be told apart on the test side itself.
        return test.Select(row => labels[row]).Distinct().Count() < 2
            ? null
            : new RevealEvidence(Math.Min(0, logFits - LogOrders(train)) - LogOrders(test), train.Concat(test));
    }

    private double LogOrders(int[] rows)
    {
        int[] independent = [.. rows.Where(row => isIndependent[row])];
        return LogFactorials.Of(independent.Length) - independent.CountBy(row => labels[row]).Sum(c => LogFactorials.Of(c.Value));
    }
}
