using CreditDecision.Service.Ledger.Packing;

namespace CreditDecision.Service.Tests.Ledger.Packing;

public sealed class DictionaryLessonsTests
{
    private readonly DictionaryLessons _lessons = new(samplesWanted: 3);

    [Fact]
    public void Examples_are_gathered_until_there_are_enough_and_then_no_more_are_wanted()
    {
        Assert.True(_lessons.IsLearning);
        Assert.Null(_lessons.Offer([1]));
        Assert.Null(_lessons.Offer([2]));
        Assert.Equal([[1], [2], [3]], _lessons.Offer([3])!);
        Assert.False(_lessons.IsLearning);
        Assert.Null(_lessons.Offer([4]));
    }

    [Fact]
    public void After_a_failure_others_are_gathered_but_not_without_end()
    {
        for (int i = 0; i < DictionaryLessons.MostDictionaries; i++)
        {
            Assert.True(_lessons.IsLearning);
            Assert.NotNull(Gather());
            _lessons.Failed();
        }
        Assert.False(_lessons.IsLearning);
    }

    [Fact]
    public void A_dictionary_that_packs_half_as_well_as_at_first_is_learned_anew()
    {
        Assert.NotNull(Gather());
        _lessons.HasDictionary();
        Window(1_000, 100);
        Window(1_000, 199);
        Assert.False(_lessons.IsLearning);
        Window(1_000, 201);
        Assert.True(_lessons.IsLearning);
        Assert.NotNull(Gather());
        _lessons.HasDictionary();
        // What it does now is what it is measured by.
        Window(1_000, 201);
        Window(1_000, 390);
        Assert.False(_lessons.IsLearning);
    }

    [Fact]
    public void Without_a_dictionary_nothing_is_measured()
    {
        Assert.NotNull(Gather());
        _lessons.Failed();
        Window(1_000, 100);
        Window(1_000, 1_000);
        Assert.NotNull(Gather());
    }

    private IReadOnlyList<byte[]>? Gather()
    {
        _lessons.Offer([1]);
        _lessons.Offer([2]);
        return _lessons.Offer([3]);
    }

    private void Window(int plain, int packed)
    {
        for (int i = 0; i < DictionaryLessons.WindowLength; i++) _lessons.Packed(plain, packed);
    }
}
