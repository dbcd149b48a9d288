using System.Diagnostics;
using System.Globalization;
using CreditDecision.Core.Expressions;
using CreditDecision.Core.Strategies.Tables;

namespace Benchmarks.Strategies;

/// <summary>One question to a decision table, by its index and by a look at row after row, of the same inputs in the same run.</summary>
internal static class TableBenchmark
{
    private const int Questions = 4_096;
    private const int Rounds = 15;
    private const int Inputs = 4;
    private const double MostNanosecondsAt8000 = 1_000;
    private const double MostSecondsToRead = 5;

    private static readonly int[] Sizes = [1_000, 8_000, 60_000];

    public static int Run() => Run(Sizes) ? 0 : 1;

    /// <returns>Whether every bound is met.</returns>
    public static bool Run(params ReadOnlySpan<int> sizes)
    {
        Console.WriteLine("rows     table                        index ns   scan ns   times   bytes   rows hit   read s   index KiB");
        var areMet = true;
        foreach (var rows in sizes)
            foreach (var shape in TableShape.All(rows)) areMet &= Measure(shape);
        return areMet;
    }

    private static bool Measure(TableShape shape)
    {
        var start = Stopwatch.GetTimestamp();
        var indexed = shape.Read(EvaluationForm.Compiled);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var plain = shape.Read(EvaluationForm.Plain);
        var inputs = TableShape.Inputs(Questions);
        var hits = AssertAlike(indexed, plain, inputs, Math.Min(Questions, 8_000_000 / shape.Rows));
        var index = Least(indexed, inputs, Questions, out var bytes);
        var scan = Least(plain, inputs, Math.Max(16, 400_000 / shape.Rows), out _);
        // Of collected rows the number is the table's own, and each takes its time.
        var isMet = bytes == 0 && seconds <= MostSecondsToRead && (shape.Rows > 8_000 || hits > 2 || index <= MostNanosecondsAt8000);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{shape.Rows,-8} {shape.Name,-28} {index,8:0} {scan,9:0} {scan / index,7:0.0} {bytes,7} {hits,10:0.00} {seconds,8:0.00} {indexed.IndexBytes / 1024,11}  {(isMet ? "met" : "MISSED")}"));
        return isMet;
    }

    private static double AssertAlike(DecisionTable indexed, DecisionTable plain, double[] inputs, int questions)
    {
        Span<double> one = stackalloc double[2], other = stackalloc double[2];
        long all = 0;
        for (var i = 0; i < questions; i++)
        {
            indexed.TryAnswer(inputs.AsSpan(i * Inputs, Inputs), one, out var first, out var hits);
            plain.TryAnswer(inputs.AsSpan(i * Inputs, Inputs), other, out var plainFirst, out var plainHits);
            if (first != plainFirst || hits != plainHits || !one.SequenceEqual(other)) throw new InvalidOperationException($"question {i} is answered differently");
            all += hits;
        }

        return all / (double)questions;
    }

    // The round that was disturbed least.
    private static double Least(DecisionTable table, double[] inputs, int questions, out long bytes)
    {
        Span<double> outputs = stackalloc double[2];
        var least = double.MaxValue;
        bytes = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < questions; i++) table.TryAnswer(inputs.AsSpan(i * Inputs, Inputs), outputs, out _, out _);
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / questions);
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
