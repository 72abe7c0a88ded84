// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace fairlead::models {

//! What a Query may ask of a row by name.
struct QueryField
{
    enum class Kind : std::uint8_t {
        Text,
        Words,  //!< lines, of which ":" asks for the beginning: "ready" is not in "Not ready"
        Number, //!< also as the API writes amounts: "100Gi", "500m"
        Age,    //!< seconds; asked for as "90s", "30m", "2h", "3d", "1w"
    };

    QString name; //!< lower-case letters: "product"
    Kind kind = Kind::Text;

    bool isText() const { return kind == Kind::Text || kind == Kind::Words; }
};
using QueryFields = std::vector<QueryField>;

//! A row as a Query sees it; fields are named by their place in QueryFields.
class QueryRow
{
public:
    //! Everything that the row says, made by Query::words().
    virtual QString words() const = 0;
    //! One value a line where there are several.
    virtual QString text(std::size_t field) const = 0;
    //! Absent: not known, which no comparison holds for.
    virtual std::optional<double> number(std::size_t field) const = 0;

protected:
    ~QueryRow() = default;
};

//! What the user typed into a filter. A row is shown when every term holds for it, whatever the case:
//!
//!     h100              stands somewhere in the row
//!     gpu-0[1-4]        a regular expression, as its signs or /slashes/ show; what is none may be a glob: *h100*
//!     "two words"       as it stands, whatever signs are in it
//!     product:H100      of one field; product:h100,a100 is either of them, product=H100 the whole value
//!     free>0  age<2h    numbers with < <= = != >= >
//!     !state:cordoned   the opposite of any of these
//!
//! A term that is not finished ("product:") holds for every row, and so does one that is a problem.
class Query
{
public:
    struct Problem
    {
        QString term;
        QString reason;

        bool operator==(const Problem &) const = default;
    };

    Query() = default;
    Query(const QString &text, const QueryFields &fields);

    //! Every row matches.
    bool isEmpty() const { return m_terms.empty(); }
    //! Whether rows come and go as they grow older.
    bool asksForAge() const { return m_asksForAge; }
    const std::vector<Problem> &problems() const { return m_problems; }
    bool matches(const QueryRow &row) const;

    //! Of the texts of a row, prepared once.
    static QString words(const QStringList &texts);

private:
    enum class Operator : std::uint8_t { Contains, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

    enum class Where : std::uint8_t { Anywhere, LineStart, WholeLine };

    struct Pattern
    {
        QString text; //!< lower case; unless there is an expression
        std::optional<QRegularExpression> expression;
        bool matches(const QString &value, Where where) const;
    };

    struct Term
    {
        bool isInverse = false;
        std::optional<std::size_t> field; //!< absent: anywhere in the row
        Operator op = Operator::Contains;
        Where where = Where::Anywhere;
        std::vector<Pattern> patterns; //!< any of them
        std::optional<double> number;
    };

    void addTerm(const QString &written, const QueryFields &fields);
    std::optional<Pattern> pattern(const QString &value, bool isQuoted, const QString &term);
    static bool holds(const Term &term, const QueryRow &row);

    std::vector<Term> m_terms;
    std::vector<Problem> m_problems;
    bool m_asksForAge = false;
};

//! "not filtered by state:cordoned": of a table whose query passes over terms that another one may follow. Empty when
//! it follows all.
QString passedOverText(const Query &query);

//! What cannot be followed in any of the queries, which were written as one for several tables; a line each.
QString problemsText(const std::vector<const Query *> &queries);

} // namespace fairlead::models
