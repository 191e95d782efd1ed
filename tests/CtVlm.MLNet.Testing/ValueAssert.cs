using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace CtVlm.MLNet.Testing;

/// <summary>Compares the values of views as ML.NET's own tests do: all columns, even ones, odd ones, and one column a cursor in lockstep.</summary>
public static class ValueAssert
{
    public static void SameViews(IDataView expected, IDataView actual, float tolerance)
    {
        string[] names = [.. expected.Schema.Where(c => !c.IsHidden).Select(c => c.Name)];
        List<object?[]> rows = ViewReading.ReadRows(expected, names);
        foreach (int step in new[] { 0, 1, 2 })
        {
            int[] columns = [.. Enumerable.Range(0, names.Length).Where(i => step == 0 || i % 2 == step - 1)];
            List<object?[]> other = ViewReading.ReadRows(actual, columns.Select(i => names[i]));
            Assert.Equal(rows.Count, other.Count);
            for (int r = 0; r < rows.Count; r++)
            {
                Assert.All(columns.Index(), c => SameValue(rows[r][c.Item], other[r][c.Index], tolerance, $"row {r}, column '{names[c.Item]}'"));
            }
        }

        SameInLockstep(expected, actual, names, tolerance);
    }

    public static void SameValue(object? expected, object? actual, float tolerance, string where)
    {
        switch (expected)
        {
            case float[] vector:
                float[] other = Assert.IsType<float[]>(actual);
                Assert.True(vector.Length == other.Length, $"{where}: {vector.Length} values expected, got {other.Length}.");
                for (int i = 0; i < vector.Length; i++)
                {
                    Assert.True(IsClose(vector[i], other[i], tolerance), $"{where}, slot {i}: {vector[i]:R} expected, got {other[i]:R}.");
                }

                break;
            case uint[] keys:
                Assert.True(keys.AsSpan().SequenceEqual(Assert.IsType<uint[]>(actual)), $"{where}: keys [{string.Join(", ", keys)}] expected, got [{string.Join(", ", (uint[])actual!)}].");
                break;
            case float number:
                Assert.True(IsClose(number, Assert.IsType<float>(actual), tolerance), $"{where}: {number:R} expected, got {actual}.");
                break;
            default:
                Assert.True(Equals(expected, actual), $"{where}: '{expected}' expected, got '{actual}'.");
                break;
        }
    }

    private static bool IsClose(float a, float b, float tolerance) => a.Equals(b) || Math.Abs(a - b) <= tolerance;

    // One cursor has every column, and one more cursor a column walks beside it: shared state between cursors shows here.
    private static void SameInLockstep(IDataView expected, IDataView actual, string[] names, float tolerance)
    {
        DataViewSchema.Column[] all = [.. names.Select(n => expected.Schema[n])];
        using DataViewRowCursor cursor = expected.GetRowCursor(all);
        List<DataViewRowCursor> singles = [.. names.Select(n => actual.GetRowCursor([actual.Schema[n]]))];
        Func<object?>[] readers = [.. all.Select(c => ViewReading.CreateReader(cursor, c))];
        Func<object?>[] singleReaders = [.. names.Select((n, i) => ViewReading.CreateReader(singles[i], actual.Schema[n]))];
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        HashSet<DataViewRowId> ids = [];
        while (cursor.MoveNext())
        {
            DataViewRowId expectedId = default, actualId = default;
            id(ref expectedId);
            Assert.True(ids.Add(expectedId), "A row id appears twice.");
            for (int c = 0; c < names.Length; c++)
            {
                Assert.True(singles[c].MoveNext());
                Assert.Equal(cursor.Position, singles[c].Position);
                singles[c].GetIdGetter()(ref actualId);
                Assert.Equal(expectedId, actualId);
                SameValue(readers[c](), singleReaders[c](), tolerance, $"row {cursor.Position}, column '{names[c]}' alone");
            }
        }

        Assert.All(singles, single => Assert.False(single.MoveNext()));
        singles.ForEach(single => single.Dispose());
    }
}
