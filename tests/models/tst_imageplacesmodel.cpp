// SPDX-FileCopyrightText: 2026 The Fairlead authors
// SPDX-License-Identifier: Apache-2.0
#include "models/formats.h"
#include "models/images/imagesmodels.h"
#include "models/severity.h"

#include <QAbstractItemModelTester>
#include <QPointer>
#include <QRandomGenerator>
#include <QTest>

using namespace fairlead::models;
using namespace Qt::StringLiterals;
using FailureMode = QAbstractItemModelTester::FailureReportingMode;
using Found = ImagePlaces::Found;
using Place = ImagePlaces::Place;

namespace {

const QString Digest = u"sha256:1a2b3c4d5e6f7890"_s;

ImagePlaces somePlaces()
{
    return {{{u"d"_s, u"local"_s}, {u"r"_s, u"ours"_s, Place::Kind::Registry}},
            {{u"exec"_s,
              u"exec"_s,
              u"base/exec:1"_s,
              {{Found::State::There, Digest, secondsNow() - 7'200, 1 << 30, {}},
               {Found::State::Differs, u"sha256:ffff3c4d5e6f7890"_s, 0, 1 << 20, {}}}},
             {u"other:1"_s, {}, u"other:1"_s, {{Found::State::Missing, {}, 0, 0, {}}, {}}}}};
}

struct Fixture
{
    ImagePlacesModel model;
    QAbstractItemModelTester tester{&model, FailureMode::QtTest};

    explicit Fixture(const ImagePlaces &places = somePlaces())
        : model(places.places)
    {
        set(places.images);
    }
    void set(const std::vector<ImagePlaces::Image> &images)
    {
        model.setImages(images);
        model.flush();
    }
    QVariant at(int row, int column, int role = Qt::DisplayRole) const { return model.index(row, column).data(role); }
};

} // namespace

class TestImagePlacesModel : public QObject
{
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysWhatIsWhere()
    {
        Fixture f;
        QCOMPARE(f.model.columnCount(), 3);
        QCOMPARE(f.model.headerData(1, Qt::Horizontal).toString(), u"local"_s);
        QCOMPARE(f.at(0, 0).toString(), u"exec"_s);
        QCOMPARE(f.at(0, 1).toString(), u"1a2b3c4d5e6f · 2 h 0 min old · 1.0 GiB"_s);
        QCOMPARE(f.at(0, 1, IndexedTableModel::ShorterRole).toStringList().last(), u"1a2b3c4d5e6f"_s);
        QCOMPARE(f.at(0, 2).toString(), u"differs · ffff3c4d5e6f · 1.0 MiB"_s); // a word, not a colour alone
        QCOMPARE(f.at(0, 2, IndexedTableModel::SeverityRole).value<Severity>(), Severity::Warning);
        QVERIFY(f.at(0, 2, Qt::ToolTipRole).toString().contains("1.0 MiB compressed"_L1));
        QVERIFY(!f.at(0, 1, Qt::ToolTipRole).toString().contains("compressed"_L1));
        QCOMPARE(f.at(1, 0).toString(), u"other:1"_s);
        QCOMPARE(f.at(1, 1).toString(), u"missing"_s);
        QCOMPARE(f.at(1, 2).toString(), u"not known"_s);
        f.model.setFilterText(u"state:differs"_s);
        QCOMPARE(f.model.rowCount(), 1);
        QVERIFY(f.model.indexOf(u"exec"_s).isValid() && !f.model.indexOf(u"other:1"_s).isValid());
    }

    //! Another place is another model, and the one before is there until everybody knows.
    void placesComeAndGo()
    {
        ImagesModels models;
        QPointer<ImagePlacesModel> before = models.places();
        bool wasThere = false;
        connect(&models, &ImagesModels::placesReplaced, this, [&] { wasThere = before && models.places() != before; });
        models.setPlaces(somePlaces());
        QVERIFY(wasThere && !before);
        QCOMPARE(models.places()->columnCount(), 3);
        before = models.places();
        ImagePlaces fewer = somePlaces();
        fewer.images.pop_back();
        models.setPlaces(fewer);
        models.places()->flush();
        QCOMPARE(models.places(), before.data());
        QCOMPARE(models.places()->rowCount(), 1);
    }

    void staysSoundInAnyOrder()
    {
        QRandomGenerator random(20261122);
        Fixture f;
        for (int step = 0; step < 400; ++step) {
            std::vector<ImagePlaces::Image> images;
            for (int i = 0; i < 10; ++i) {
                ImagePlaces::Image image{QString::number(i), {}, QString::number(random.bounded(4)), {}};
                for (int place = 0; place < random.bounded(4); ++place)
                    image.found.push_back({.state = Found::State(random.bounded(6)), .created = random.bounded(3)});
                if (random.bounded(3) > 0)
                    images.push_back(image);
            }
            f.model.setImages(images);
            if (random.bounded(3) == 0)
                f.model.sort(random.bounded(f.model.columnCount() + 1) - 1);
            if (random.bounded(3) == 0)
                f.model.setFilterText(random.bounded(2) ? u"state:differs"_s : QString());
            f.model.flush();
            QCOMPARE(f.model.totalCount(), int(images.size()));
        }
    }
};

QTEST_GUILESS_MAIN(TestImagePlacesModel)
#include "tst_imageplacesmodel.moc"
